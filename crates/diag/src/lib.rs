//! Spans, sources, diagnostics as data, the table of codes and their pages; the only user of ariadne.
