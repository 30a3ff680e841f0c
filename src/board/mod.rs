//! Boards: the dashboard as data. authored -> checked -> normal, and its layout.
//!
//! Deliberately absent: the browser, fetching, any county's name.
