package org.trayline.asl.wire;

/// One operation of the API.
@FunctionalInterface
interface Call {
    /// @throws org.trayline.asl.ApiFault if Step Functions would refuse
    Answer answer(Parameters given);
}
