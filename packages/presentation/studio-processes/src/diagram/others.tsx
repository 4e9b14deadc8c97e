import type { Person } from '@plinth/api-contract';

/** Who else has selected an element, around it. */
export function Others({ others }: { readonly others: readonly Person[] }) {
  const [first] = others;
  if (first === undefined) return null;
  return (
    <span className="bpmn-others" data-colour={first.colour % 3}>
      <bdi>{others.map(({ name }) => name).join(', ')}</bdi>
    </span>
  );
}
