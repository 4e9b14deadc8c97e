import styles from './chart.module.css';
import type { ChartPoint, DrawnSeries } from './chart-data.ts';

interface ChartTableProps {
  readonly caption: string;
  readonly categoryLabel: string;
  readonly points: readonly ChartPoint[];
  readonly series: readonly DrawnSeries[];
  readonly exactText: (value: string) => string;
}

/** The values of a chart to read instead of to see. */
export function ChartTable({ caption, categoryLabel, points, series, exactText }: ChartTableProps) {
  return (
    <table className={styles.values}>
      <caption className={styles.unseen}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{categoryLabel}</th>
          {series.map(({ key, label }) => (
            <th key={key} scope="col" data-figures>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {points.map((point, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two categories may read alike, and points have no other identity
          <tr key={index}>
            <th scope="row">{point.category}</th>
            {series.map(({ key }) => (
              <td key={key} data-figures>
                {point.values[key] ? exactText(point.values[key]) : '–'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
