//! Outlines, projection, join, arcs and hit test. Knows no data, no look and no browser.
