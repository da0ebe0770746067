package org.trayline.importhospital;

/// A column of a file, and of its table.
///
/// @param required whether the file must have it
/// @param aboutPatient whether its values may tell who a patient is, and are never repeated
record Column(String name, Cell cell, boolean required, boolean aboutPatient) {

    Column(String name, Cell cell) {
        this(name, cell, true, false);
    }

    /// A file may be without it: then it is blank in every row.
    Column optional() {
        return new Column(name, cell, false, aboutPatient);
    }

    Column personal() {
        return new Column(name, cell, required, true);
    }

    String shown(String value) {
        return aboutPatient && !value.isEmpty() ? BadRow.WITHHELD : value;
    }
}
