/** A place in the log of a branch, by the branch's id. */
export interface LogPoint {
  readonly branch: string;
  readonly position: number;
}

/** That a branch has, from a position on, what another one had at a point: where it began, and at each merge. */
export interface BranchLink {
  readonly at: LogPoint;
  readonly from: LogPoint;
}

/** Up to where a branch at a point has the logs of all branches, its own included. */
function knowledgeOf(links: readonly BranchLink[], point: LogPoint): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const waiting = [point];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { branch, position } = next;
    if ((known.get(branch) ?? -1) >= position) continue;
    known.set(branch, position);
    waiting.push(...links.filter(({ at }) => at.branch === branch && at.position <= position).map(({ from }) => from));
  }
  return known;
}

/**
 * The latest point that both have, from which a three-way merge starts; null where they have nothing in common. Of several
 * that do not contain each other, one that `theirs` is nearest to.
 */
export function mergeBase(links: readonly BranchLink[], ours: LogPoint, theirs: LogPoint): LogPoint | null {
  const known = knowledgeOf(links, ours);
  const common = [...knowledgeOf(links, theirs)].flatMap(([branch, position]): LogPoint[] => {
    const mine = known.get(branch);
    return mine === undefined ? [] : [{ branch, position: Math.min(mine, position) }];
  });
  const contains = (point: LogPoint, other: LogPoint) => (knowledgeOf(links, point).get(other.branch) ?? -1) >= other.position;
  return common.find((point) => !common.some((other) => other !== point && contains(other, point))) ?? null;
}
