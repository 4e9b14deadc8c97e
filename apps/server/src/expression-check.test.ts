import { type Definition, type DefinitionViolation, readFiles } from '@plinth/app-definition';
import { DefinitionExpressions } from '@plinth/definition-expressions';
import { describe, expect, test } from 'vitest';
import { checkMeaning, contractOf, filesOfExample } from './testing-examples.ts';

function browserFinds(definition: Definition) {
  const expressions = new DefinitionExpressions(definition, { contract: contractOf });
  return [...expressions.all()].flatMap(([, { violations }]) => violations);
}

describe.each(['bank', 'leave-request', 'todomvc', 'seven-guis'])('%s', (example) => {
  const files = filesOfExample(example);

  test('has no expression that the browser finds wrong', () => {
    const { definition, problems } = readFiles(files);
    expect(problems).toEqual([]);
    expect(browserFinds(definition)).toEqual([]);
  });

  test('with a field of another name, the browser finds the expressions that the server finds', () => {
    const entities = Object.keys(files).filter((path) => path.startsWith('entities/'));
    let found = 0;
    for (const path of entities) {
      const changed = {
        ...files,
        [path]: (files[path] ?? '').replace(/^( {2})(\w+)(: \{ .*type: (?:integer|money|text))/m, '$1another$3'),
      };
      const { definition } = readFiles(changed);
      const [byServer, inBrowser] = [[...checkMeaning(definition, undefined)], browserFinds(definition)];
      const server = placesOf(byServer);
      expect(placesOf(inBrowser), path).toEqual(server);
      found += server.length;
      // What is called by its key is said to be missing only where the server says so too.
      const everywhere = new Set(byServer.map((violation) => violation.path));
      const alone = inBrowser.filter((violation) => violation.rule === 'reference' && !everywhere.has(violation.path));
      expect(alone, path).toEqual([]);
    }
    expect(found).toBeGreaterThan(0);
  });
});

/** Where expressions are wrong. What a query sorts by and brings along are paths, and their own matter. */
function placesOf(found: readonly DefinitionViolation[]): readonly string[] {
  const paths = found
    .filter(({ rule, path }) => rule === 'expression' && !/\/(?:expand|sort|aggregate)\//.test(path))
    .map(({ path }) => path);
  return [...new Set(paths)].sort();
}
