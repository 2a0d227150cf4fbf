//! Renderers of the stream of events that the VM and the loop emit.
