import { expect, test } from 'vitest';
import { errorsPage } from './errors-page.ts';

test('errors stand by area, and their texts cannot break the table', () => {
  const page = errorsPage([
    { code: 'alpha.broken', status: 500, cause: 'ours', message: 'A | b <script>.', hint: 'Wait\nlonger.' },
    { code: 'beta.missing', status: 404, cause: 'caller', message: 'There is no {thing}.', hint: 'Look again.' },
  ]);
  expect(page).toContain('## alpha\n');
  expect(page).toContain('| `alpha.broken` | 500 | Plinth | A \\| b \\<script\\>. | Wait longer. |\n\n## beta\n');
  expect(page).toContain('| `beta.missing` | 404 | the caller, who can mend it | There is no {thing}. | Look again. |\n');
});
