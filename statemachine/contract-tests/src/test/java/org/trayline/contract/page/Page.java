package org.trayline.contract.page;

import java.util.Arrays;
import java.util.List;
import org.trayline.contract.Project;

/// A page in Markdown, of which the tables are read.
record Page(String path) {
    /// The rows of the table below a heading of the second level, without its head; a cell is its
    /// text without backquotes and bold.
    List<List<String>> table(String heading) {
        return rows(heading).stream().skip(2).toList();
    }

    /// The names of the columns.
    List<String> head(String heading) {
        return rows(heading).getFirst();
    }

    private List<List<String>> rows(String heading) {
        List<List<String>> rows =
                Project.text(path)
                        .lines()
                        .dropWhile(line -> !line.equals("## " + heading))
                        .skip(1)
                        .takeWhile(line -> !line.startsWith("## "))
                        .filter(line -> line.startsWith("|"))
                        .map(Page::cells)
                        .toList();
        if (rows.size() < 3) {
            throw new AssertionError(path + " has no table below \"" + heading + "\"");
        }
        return rows;
    }

    private static List<String> cells(String row) {
        String[] parts = row.split("\\|", -1);
        return Arrays.stream(parts, 1, parts.length - 1)
                .map(cell -> cell.replace("`", "").replace("**", "").strip())
                .toList();
    }
}
