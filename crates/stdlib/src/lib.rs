//! The importable modules: one table of what exists, and the native ones.
