//! From tree to bytecode: scopes, symbols, lowering.
