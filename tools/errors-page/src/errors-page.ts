import type { ErrorCause, RegisteredError } from '@plinth/foundation';

const causes: Readonly<Record<ErrorCause, string>> = {
  caller: 'the caller, who can mend it',
  outside: 'something Plinth depends on',
  ours: 'Plinth',
};

/** docs/errors.md: every error by area and code, with its status, whose fault it is, its message and what to do. */
export function errorsPage(errors: readonly RegisteredError[]): string {
  const lines = [
    '# Errors',
    '',
    'Every error that Plinth answers, as a problem document (RFC 9457) whose `code` is found here. Words in braces are filled in. This page is made by `npm run generate` from `src/errors.ts` of each package.',
  ];
  for (const [area, ofArea] of Map.groupBy(errors, ({ code }) => code.split('.', 1)[0] ?? code)) {
    lines.push('', `## ${area}`, '', '| code | status | cause | message | what to do |', '|---|---|---|---|---|');
    for (const { code, status, cause, message, hint } of ofArea) {
      lines.push(`| \`${code}\` | ${status} | ${causes[cause]} | ${cell(message)} | ${cell(hint)} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function cell(text: string): string {
  return text.replace(/[|\\<>]/g, (character) => `\\${character}`).replace(/\s+/g, ' ');
}
