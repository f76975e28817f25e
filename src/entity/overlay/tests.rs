//! Names beyond the tables: what must be added, and what must not.
