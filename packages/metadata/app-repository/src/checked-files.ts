import type { DefinitionProblem } from '@plinth/api-contract';
import type { Definition, FileProblem, ReadFilesResult } from '@plinth/app-definition';
import type { Queryable } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import { repositoryErrors } from './errors.ts';
import type { RepositoryOptions } from './ports.ts';
import { checkForPublishing } from './versions.ts';

/**
 * The definition of files that could be published as they are; `checkIdentity` throws where they are not what they should be.
 * Throws `repository.invalid-files`, with file, line and column of each problem.
 */
export async function checkedFiles(
  context: RequestContext,
  options: RepositoryOptions,
  queryable: Queryable,
  { definition, problems, locate }: ReadFilesResult,
  checkIdentity: (definition: Definition) => void = () => {},
): Promise<Definition> {
  if (problems.length > 0) throw invalid(problems);
  checkIdentity(definition);
  const { violations } = await checkForPublishing(context, options, queryable, definition);
  if (violations.length > 0) throw invalid(violations.map(locate));
  return definition;
}

const mostShown = 200;

function invalid(problems: readonly FileProblem[]) {
  const [first] = problems;
  const shown: DefinitionProblem[] = problems.slice(0, mostShown).map(({ file, line, column, rule, message, hint }) => ({
    rule,
    path: `/files/${file.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    message: `${file}:${line}:${column} ${message}`,
    ...(hint === undefined ? {} : { hint }),
    file,
    line,
    column,
  }));
  return repositoryErrors.invalidFiles(
    { first: first === undefined ? '' : `${first.file}:${first.line}: ${first.message}` },
    { details: { violations: shown, count: problems.length } },
  );
}
