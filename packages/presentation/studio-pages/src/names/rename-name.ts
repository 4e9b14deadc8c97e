import type { DefinitionRecord } from '@plinth/app-definition';
import { type DefinitionExpressions, declaredOf, rename, Usages } from '@plinth/definition-expressions';
import { PlinthError } from '@plinth/foundation';
import type { Edit } from '../edits/edits.ts';

/** Why something keeps its name, in words. */
export interface RenameRefused {
  readonly refused: string;
}

/** Gives something another name, and writes it so wherever it is used, on other pages too: one step for undo. */
export function renameName(
  expressions: DefinitionExpressions,
  declared: string,
  to: string,
  selection: readonly string[],
): Edit | RenameRefused {
  const of = declaredOf(expressions.definition, declared);
  try {
    const { body } = rename(expressions, allUsages(expressions), declared, to);
    return { body, intent: `Rename ${of?.kind} ${of?.name} to ${to}`, selection };
  } catch (error) {
    if (!(error instanceof PlinthError) || error.fault !== 'caller') throw error;
    return { refused: `${error.message} ${error.hint}` };
  }
}

/** The records that use something, each once; itself is none. */
export function usersOf(expressions: DefinitionExpressions, declared: string): readonly DefinitionRecord[] {
  return [
    ...new Set(
      allUsages(expressions)
        .whatUses(declared)
        .map(({ record }) => record),
    ),
  ];
}

/** What was found of a record stays known as long as it is the same, so that only the first time takes long. */
function allUsages(expressions: DefinitionExpressions): Usages {
  const work = Usages.of(expressions);
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
