package org.trayline.kit;

/// A JSON document that is passed on as it is, such as one that a database keeps.
///
/// @param json a whole document
public record JsonText(String json) {}
