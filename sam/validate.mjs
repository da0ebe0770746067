// Checks, without an account, the templates of this folder and the workflow. Prints every finding and
// ends with status 1 if there is one that suppressed.json does not give a reason for.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const require = createRequire(import.meta.url);
const validateAsl = require('asl-validator');
// CDK carries the validator of CloudFormation templates inside; it has no name of its own outside.
const { CompositeEngine, RuleFile, TemplateFile } = createRequire(
  require.resolve('aws-cdk-lib/package.json'),
)('@aws/cloudformation-validate');

const suppressed = JSON.parse(readFileSync(`${here}suppressed.json`, 'utf8'));
const used = new Set();

// A warning (W3030, a value that an enumeration lacks, among them) counts as an error does.
function findingsOfTemplate(engine, file) {
  const report = engine.validateTemplate(new TemplateFile(here + file), {
    detailLevel: 'STANDARD',
    severityLevel: 'WARN',
  });
  const findings = report.diagnostics
    .filter((finding) => !isSuppressed(file, finding))
    .map(
      (finding) =>
        `${file}:${finding.startLine ?? 0}: ${finding.ruleId} ${finding.entity?.logicalId ?? ''} ` +
        `${finding.propertyPath ?? ''}: ${finding.message}`,
    );
  if (report.status !== 'OK') {
    findings.push(`${file}: ${report.status}: ${JSON.stringify(report.metadata)}`);
  }
  return findings;
}

function isSuppressed(file, finding) {
  const entry = suppressed.find(
    (candidate) =>
      candidate.file === file &&
      candidate.rule === finding.ruleId &&
      candidate.resource === finding.entity?.logicalId,
  );
  used.add(entry);
  return entry !== undefined;
}

function findingsOfWorkflow(file) {
  const definition = JSON.parse(readFileSync(here + file, 'utf8'));
  return validateAsl(definition).errors.map((error) => `${file}: ${JSON.stringify(error)}`);
}

// A suppression without a reason, or of nothing, hides what comes later.
function findingsOfSuppressions() {
  return suppressed
    .filter((entry) => !entry.reason || !used.has(entry))
    .map((entry) => `suppressed.json: without a reason, or of nothing: ${JSON.stringify(entry)}`);
}

const engine = new CompositeEngine({ guardRules: [new RuleFile(`${here}rules.guard`)] });
const templates = readdirSync(here).filter(
  (file) => file.endsWith('.yaml') && readFileSync(here + file, 'utf8').includes('\nResources:'),
);
const findings = templates.flatMap((file) => findingsOfTemplate(engine, file));
engine.free();
findings.push(...findingsOfWorkflow('../statemachine/tray-order.asl.json'));
findings.push(...findingsOfSuppressions());

findings.forEach((finding) => console.log(finding));
console.log(`${templates.join(', ')} and the workflow: ${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
