package org.trayline.local;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.Glyphs;
import org.trayline.local.proof.ProofHtml;
import org.trayline.local.proof.ProofPicture;
import org.trayline.local.proof.ProofText;
import org.trayline.local.proof.StoredProofs;
import org.trayline.local.proof.StoredProofs.Answer;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.store.PostgresPastCatalogs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `sam/local/run proof`: why this tray, or why none, as a picture.
@Command(
        name = "proof",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "Shows why a tray order has this tray or none: its limits with what was eaten, this"
                        + " tray, the reserve and what is allowed, the recipes that fell out, and"
                        + " what decided. Colours only on a terminal; NO_COLOR turns them off.")
final class ProofCommand implements Callable<Integer> {
    private static final String CLIENT = "proof";

    @ParentCommand private RunCommand run;
    @Spec private CommandSpec spec;
    @Mixin private DataOptions options = new DataOptions();

    @Parameters(arity = "1", paramLabel = "TRAY_ORDER_ID", description = "the tray order")
    private String id = "";

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "write it as a page that needs nothing else")
    private @Nullable Path html;

    @Option(names = "--json", description = "print the proof as JSON on stdout")
    private boolean json;

    @Option(names = "--ascii", description = "draw with ASCII only")
    private boolean ascii;

    @Override
    public Integer call() throws IOException, SQLException {
        try (OpenedData data = OpenedData.open(run.project(), options.data(), options.portBase());
                Connection connection = data.connect(CLIENT)) {
            Answer answer =
                    new StoredProofs(connection, new PostgresPastCatalogs(data.postgres(CLIENT)))
                            .of(new TrayOrderId(id));
            switch (answer) {
                case Answer.Found found -> show(found);
                case Answer.Missing(String why) ->
                        throw new Refused("tray order %s: %s".formatted(id, why));
            }
            return 0;
        }
    }

    private void show(Answer.Found found) throws IOException {
        ProofPicture picture = found.picture();
        PrintWriter out = spec.commandLine().getOut();
        if (html != null) {
            Files.writeString(html, ProofHtml.page(picture));
        }
        if (json) {
            JsonMapper mapper =
                    JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
            out.println(mapper.writeValueAsString(mapper.readTree(found.proof())));
        } else if (html == null) {
            boolean colour = Ansi.AUTO.enabled();
            out.print(ProofText.of(picture, ascii ? Glyphs.ascii(colour) : Glyphs.unicode(colour)));
        } else {
            out.println(html.toAbsolutePath());
        }
        out.flush();
    }
}
