import type { RequestContext } from '@plinth/foundation';
import type { TaskStanding } from '@plinth/process-store';
import type { TaskMembers } from './task-members.ts';

/** Members who can be mentioned at once at most. */
const most = 50;

/** Ids of the members who may see a task as theirs: who has it, who delegated it, and who may claim it and is not excluded. */
export async function mentionable(
  context: RequestContext,
  application: string,
  members: TaskMembers,
  { assignee, owner, candidates }: Pick<TaskStanding['task'], 'assignee' | 'owner' | 'candidates'>,
): Promise<readonly string[]> {
  const named = (kind: string) =>
    candidates.filter((candidate) => candidate.startsWith(`${kind}:`)).map((candidate) => candidate.slice(kind.length + 1));
  const own = [assignee, owner].filter((member) => member !== null);
  // Who has claimed a task sees it alone: the others would not find what they are told of.
  const wanted =
    assignee === null
      ? { roles: named('role'), groups: named('group'), members: [...named('member'), ...own] }
      : { roles: [], groups: [], members: own };
  const meant = await members.holders(context, application, wanted, most);
  const excluded = await Promise.all(named('except').map((member) => members.find(context, member)));
  return meant.filter((id) => !excluded.some((member) => member?.id === id));
}
