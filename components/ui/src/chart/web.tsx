import { useFormat, useRenderServices, useText } from '@plinth/component-kit';
import { useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { type Row, useRows } from '../contract/use-rows.ts';
import { NothingHere } from '../parts/nothing-here.tsx';
import { PushButton } from '../parts/push-button.tsx';
import { QueryProblem } from '../parts/query-problem.tsx';
import { categoryText } from './category-text.ts';
import styles from './chart.module.css';
import { type ChartPoint, chartPoints, drawnSeries, pieSlices, sliceColours } from './chart-data.ts';
import { ChartTable } from './chart-table.tsx';
import { Drawing } from './drawing.tsx';
import type { chart } from './manifest.ts';

export function Chart({ id, properties, events }: PropsOf<typeof chart>) {
  const { title, titleHidden, description, type, height, legend, stacked, unit } = properties;
  const words = useText();
  const format = useFormat();
  const { locale } = useRenderServices();
  const source = useRows(properties.query, properties.rows);
  const [asTable, setAsTable] = useState(false);
  const category = properties.category ?? Object.keys(source.rows[0] ?? {})[0] ?? null;
  const series = drawnSeries(properties.series ?? null, source.rows, category);
  const absent = words('ui.chart.absent', 'None');
  const choices = source.entity?.fields.find(({ key }) => key === category)?.options ?? [];
  const categoryOf = (row: Row) => (category === null ? null : row[category]);
  const choiceOf = (row: Row) => choices.find((option) => option.value === categoryOf(row));
  const all = chartPoints(
    source.rows,
    series,
    (row) => choiceOf(row)?.label ?? categoryText(categoryOf(row), properties.categoryFormat, locale, format, absent),
  );
  const round = type === 'pie' || type === 'donut';
  const [first] = series;
  const points = round && first ? pieSlices(all, first.key, words('ui.chart.rest', 'Other')) : all;
  const colours = sliceColours(points.map(({ row }) => row && choiceOf(row)?.tone));
  const write = (value: number | string, compact: boolean) => {
    if (properties.format === 'percent') return format.percent(value, compact ? { digits: 0 } : {});
    if (properties.format === 'money') return format.money(value, properties.currency, { compact });
    return `${format.number(value, compact ? { compact } : {})}${unit && !compact ? ` ${unit}` : ''}`;
  };
  const empty = points.length === 0 || series.length === 0;
  const select = events.select;
  const entries =
    round && first
      ? points.map((point, index) => ({
          key: `${index}`,
          label: point.category,
          colour: colours[index] ?? '',
          value: write(point.values[first.key] ?? '0', false),
        }))
      : series.map(({ key, label, colour }) => ({ key, label, colour, value: null }));
  const showLegend = legend === 'shown' || (legend === 'automatic' && (round || series.length > 1));

  return (
    <figure className={styles.chart} aria-labelledby={`${id}-title`} aria-busy={source.loading || undefined}>
      <div className={styles.header} data-hidden={(titleHidden && !properties.showTable) || undefined}>
        <figcaption className={titleHidden ? styles.unseen : styles.words}>
          <span id={`${id}-title`} className={styles.title}>
            {title}
          </span>
          {unit && !titleHidden ? <span className={styles.unit}>{unit}</span> : null}
          {description ? <span className={styles.description}>{description}</span> : null}
        </figcaption>
        {properties.showTable && !empty && !source.error ? (
          <PushButton
            className={styles.toggle}
            text={asTable ? words('ui.chart.asChart', 'Show as a chart') : words('ui.chart.asTable', 'Show as a table')}
            icon={asTable ? 'chart-bar' : 'table'}
            iconOnly
            size="s"
            variant="subtle"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          />
        ) : null}
      </div>
      {source.error ? (
        <QueryProblem error={source.error} onRetry={source.reload} />
      ) : empty && source.loading ? (
        <div className={styles.waiting} role="status" style={{ blockSize: height }}>
          <span className={styles.unseen}>{words('ui.loading', 'Loading')}</span>
        </div>
      ) : empty ? (
        <NothingHere title={properties.emptyTitle} icon="chart-bar" />
      ) : asTable ? (
        <div className={styles.scroller}>{valueTable()}</div>
      ) : (
        <>
          <div
            className={styles.drawing}
            role="img"
            aria-label={words('ui.chart.picture', 'Chart: {title}. The values follow as a table.', { title })}
            dir="ltr"
          >
            <Drawing
              type={type}
              points={points}
              series={series}
              colours={colours}
              stacked={stacked}
              horizontal={type === 'bar' && properties.orientation === 'horizontal'}
              height={height}
              axisText={(value) => write(value, true)}
              valueText={(value) => write(value, false)}
              onSelect={select ? (point: ChartPoint, drawn) => point.row && void select({ row: point.row, series: drawn.field }) : null}
            />
          </div>
          {showLegend ? (
            <ul className={styles.legend} aria-hidden="true">
              {entries.map((entry) => (
                <li key={entry.key}>
                  <span className={styles.swatch} style={{ background: entry.colour }} />
                  {entry.label}
                  {entry.value ? <span className={styles.figure}>{entry.value}</span> : null}
                </li>
              ))}
            </ul>
          ) : null}
          <div className={styles.unseen}>{valueTable()}</div>
        </>
      )}
    </figure>
  );

  function valueTable() {
    return (
      <ChartTable
        caption={title}
        categoryLabel={properties.categoryLabel ?? words('ui.chart.category', 'Category')}
        points={points}
        series={series}
        exactText={(value) => write(value, false)}
      />
    );
  }
}
