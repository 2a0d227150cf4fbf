//! The engine as a library: Engine, Session, Options, Host.
