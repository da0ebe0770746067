package org.trayline.importhospital;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A small hospital in which nothing is wrong, to be changed line by line.
final class FolderFixture {
    private final Path folder;

    private FolderFixture(Path folder) {
        this.folder = folder;
    }

    /// Writes the hospital of the test resources to a folder.
    static FolderFixture in(Path folder) {
        try {
            for (HospitalFile file : HospitalFile.values()) {
                try (InputStream source =
                        Objects.requireNonNull(
                                FolderFixture.class.getResourceAsStream(
                                        "/hospital/" + file.fileName()))) {
                    Files.write(folder.resolve(file.fileName()), source.readAllBytes());
                }
            }
            return new FolderFixture(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return folder;
    }

    /// Puts a text in the place of a line, from 1; `\n`, `\r`, `\t` and `\xFF` stand for what they
    /// do in C.
    FolderFixture line(String file, int line, String text) {
        List<byte[]> lines = lines(file);
        lines.set(line - 1, bytes(text));
        return write(file, lines);
    }

    FolderFixture append(String file, String text) {
        List<byte[]> lines = lines(file);
        lines.add(bytes(text));
        return write(file, lines);
    }

    FolderFixture removeLine(String file, int line) {
        List<byte[]> lines = lines(file);
        lines.remove(line - 1);
        return write(file, lines);
    }

    /// Swaps two lines.
    FolderFixture swap(String file, int line, int other) {
        List<byte[]> lines = lines(file);
        byte[] text = lines.get(line - 1);
        lines.set(line - 1, lines.get(other - 1));
        lines.set(other - 1, text);
        return write(file, lines);
    }

    FolderFixture replace(String file, String text, String by) {
        return content(file, text(file).replace(text, by));
    }

    FolderFixture content(String file, String text) {
        try {
            Files.write(folder.resolve(file), bytes(text));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FolderFixture delete(String file) {
        try {
            Files.delete(folder.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ImportReport.Rejected rejected() {
        BadRows bad = new BadRows();
        HospitalFolder read = FolderReader.read(folder, bad);
        if (read != null) {
            throw new AssertionError("nothing is wrong with the folder");
        }
        return new ImportReport.Rejected(bad.count(), bad.first());
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<byte[]> lines(String file) {
        List<byte[]> lines = new ArrayList<>();
        text(file).lines().forEach(line -> lines.add(line.getBytes(StandardCharsets.UTF_8)));
        return lines;
    }

    private FolderFixture write(String file, List<byte[]> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            bytes.writeBytes(line);
            bytes.write('\n');
        }
        try {
            Files.write(folder.resolve(file), bytes.toByteArray());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) != '\\') {
                int end = text.indexOf('\\', at);
                end = end < 0 ? text.length() : end;
                bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            } else if (text.charAt(at + 1) == 'x') {
                bytes.write(Integer.parseInt(text.substring(at + 2, at + 4), 16));
                at += 4;
            } else {
                bytes.write(
                        switch (text.charAt(at + 1)) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 't' -> '\t';
                            default -> throw new IllegalArgumentException(text);
                        });
                at += 2;
            }
        }
        return bytes.toByteArray();
    }
}
