import type { RequestContext } from '@plinth/foundation';
import type { TaskMembers } from '../task-members.ts';
import type { TaskRow } from './mail-statements.ts';

/** Members who are told of one task that anybody of them may claim; with more, nobody would feel meant. */
const mostTold = 50;

/** Ids of the members who are told of a task: who has it, else who may claim it and is not excluded from it. */
export async function recipientsOf(
  context: RequestContext,
  application: string,
  members: TaskMembers,
  task: TaskRow,
): Promise<readonly string[]> {
  if (task.assignee !== null) {
    const member = await members.find(context, task.assignee);
    return member === null ? [] : [member.id];
  }
  const named = (kind: string) =>
    task.candidates.filter((candidate) => candidate.startsWith(`${kind}:`)).map((candidate) => candidate.slice(kind.length + 1));
  const wanted = { roles: named('role'), groups: named('group'), members: named('member') };
  const meant = await members.holders(context, application, wanted, mostTold);
  const excluded = await Promise.all(named('except').map((member) => members.find(context, member)));
  return meant.filter((id) => !excluded.some((member) => member?.id === id));
}
