import { describeSettings } from './configuration.ts';

/** The page `docs/configuration.md`; a test keeps it equal to the settings. */
export function configurationPage(): string {
  const rows = describeSettings().map(
    ({ name, description, default: fallback }) => `| \`${name}\` | ${description} | ${fallback === '' ? '' : `\`${fallback}\``} |`,
  );
  return [
    '# Configuration',
    '',
    'The server is configured by environment variables, read once at start. A mistake is named with every other one.',
    '',
    '| variable | meaning | default |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
