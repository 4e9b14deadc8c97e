import type { DecisionRunOperation } from '@plinth/api-contract';
import { useFormat, useText } from '@plinth/component-kit';

type Cells = NonNullable<DecisionRunOperation['result']>['confusion'];

const mostShown = 24;

/** How often each pair of expected and given was there: what agrees stands on the diagonal. */
export function ConfusionTable({ cells }: { readonly cells: Cells }) {
  const text = useText();
  const format = useFormat();
  if (cells.length === 0) return null;
  const values = [...new Set(cells.flatMap(({ expected, given }) => [expected, given]))].sort().slice(0, mostShown);
  const count = (expected: string, given: string) => cells.find((cell) => cell.expected === expected && cell.given === given)?.count ?? 0;
  const all = cells.reduce((sum, cell) => sum + cell.count, 0);
  const same = cells.filter(({ expected, given }) => expected === given).reduce((sum, cell) => sum + cell.count, 0);
  return (
    <>
      <p>{text('studio.agree', '{same} of {all} agree, {changed} do not.', { same, all, changed: all - same })}</p>
      <table className="decision-confusion">
        <caption>{text('studio.confusion', 'Rows: before or expected. Columns: what the decision gives.')}</caption>
        <thead>
          <tr>
            <td />
            {values.map((given) => (
              <th key={given} scope="col">
                <bdi>{given}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {values.map((expected) => (
            <tr key={expected}>
              <th scope="row">
                <bdi>{expected}</bdi>
              </th>
              {values.map((given) => {
                const found = count(expected, given);
                return (
                  <td key={given} data-tone={found === 0 ? undefined : expected === given ? 'good' : 'bad'}>
                    {found === 0 ? '' : format.number(found)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
