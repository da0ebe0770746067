package org.trayline.asl;

import java.util.regex.Pattern;

/// Makes and takes apart the ARNs of one region and account.
final class Arns {
    private static final int NAME_LENGTH = 80;
    private static final int PARTS = 7;
    private static final Pattern UNSOUND_NAME =
            Pattern.compile("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cc}]");

    private final String prefix;

    Arns(Settings settings) {
        this.prefix = "arn:aws:states:" + settings.region() + ":" + settings.account() + ":";
    }

    String stateMachine(String name) {
        return prefix + "stateMachine:" + name;
    }

    String execution(String stateMachine, String name) {
        return prefix + "execution:" + stateMachine + ":" + name;
    }

    /// @param qualifier a version's number or an alias; empty for none
    record MachineName(String arn, String name, String qualifier) {}

    MachineName machine(String arn) {
        String[] parts = parts(arn, "stateMachine");
        String qualifier = parts.length > PARTS ? parts[PARTS] : "";
        String unqualified =
                qualifier.isEmpty() ? arn : arn.substring(0, arn.length() - qualifier.length() - 1);
        return new MachineName(unqualified, parts[PARTS - 1], qualifier);
    }

    void checkExecution(String arn) {
        parts(arn, "execution");
    }

    private static String[] parts(String arn, String type) {
        if (!arn.startsWith("arn:")) {
            throw new ApiFault("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: " + arn + "'");
        }
        String[] parts = arn.split(":", -1);
        if (parts.length < PARTS || !parts[2].equals("states")) {
            throw new ApiFault("InvalidArn", "Invalid Arn: '" + arn + "'");
        }
        if (!parts[PARTS - 2].equals(type)) {
            throw new ApiFault(
                    "InvalidArn",
                    "Invalid Arn: 'Resource type not valid in this context: "
                            + parts[PARTS - 2]
                            + "'");
        }
        return parts;
    }

    /// @throws ApiFault InvalidName
    static void checkName(String name) {
        if (name.isEmpty() || name.length() > NAME_LENGTH || UNSOUND_NAME.matcher(name).find()) {
            throw new ApiFault("InvalidName", "Invalid Name: '" + name + "'");
        }
    }
}
