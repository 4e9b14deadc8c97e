import { entitiesOf, pagesOf, recordsOf } from '@plinth/app-definition';
import { readApplication } from '../application-folder.ts';
import { builtInPorts } from '../built-in-ports.ts';
import type { Command } from '../command.ts';

export const validate: Command = {
  name: 'validate',
  summary: 'Checks the files of the application, without a platform.',
  positionals: [],
  options: {},
  examples: ['plinth validate', 'plinth validate --folder examples/bank --json'],
  async run(session) {
    const { terminal } = session;
    const { key, label, definition, files, locate } = await readApplication(session.folder, await builtInPorts());
    const counts = {
      files: Object.keys(files).length,
      entities: entitiesOf(definition).length,
      pages: pagesOf(definition).length,
      permissionTests: recordsOf(definition, 'permission-test').length,
    };
    const [{ definitionAdvice }, { decisionWarnings }] = await Promise.all([import('@plinth/app-host'), import('@plinth/decisions')]);
    const found = [...definitionAdvice(definition), ...decisionWarnings(definition).map(({ violation }) => violation)];
    const warnings = found.map(locate);
    terminal.result({ key, valid: true, ...counts, warnings }, () => {
      for (const { file, line, column, message, hint } of warnings)
        terminal.note(
          `${terminal.style('yellow', 'warning')} ${file}:${line}:${column} ${message}${hint === undefined ? '' : ` (${hint})`}`,
        );
      terminal.out(
        `${label} is valid: ${counts.files} files, ${counts.entities} entities, ${counts.pages} pages, ${counts.permissionTests} permission tests.`,
      );
    });
  },
};
