import { entitiesOf, pagesOf } from '@plinth/app-definition';
import { readApplication } from '../application-folder.ts';
import type { Command } from '../command.ts';

export const validate: Command = {
  name: 'validate',
  summary: 'Checks the files of the application, without a platform.',
  positionals: [],
  options: {},
  examples: ['plinth validate', 'plinth validate --folder examples/bank --json'],
  async run(session) {
    const { key, label, definition, files } = await readApplication(session.folder);
    const counts = { files: Object.keys(files).length, entities: entitiesOf(definition).length, pages: pagesOf(definition).length };
    session.terminal.result({ key, valid: true, ...counts }, () =>
      session.terminal.out(`${label} is valid: ${counts.files} files, ${counts.entities} entities, ${counts.pages} pages.`),
    );
  },
};
