import { AreaChart, BarChart, DonutChart, LineChart, PieChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import type { ChartPoint, DrawnSeries } from './chart-data.ts';

interface DrawingProps {
  readonly type: 'bar' | 'line' | 'area' | 'pie' | 'donut';
  readonly points: readonly ChartPoint[];
  readonly series: readonly DrawnSeries[];
  /** Of the slices of a pie, in their order. */
  readonly colours: readonly string[];
  readonly stacked: 'beside' | 'stacked' | 'share';
  readonly horizontal: boolean;
  readonly height: number;
  readonly axisText: (value: number) => string;
  readonly valueText: (value: number) => string;
  readonly onSelect: ((point: ChartPoint, series: DrawnSeries) => void) | null;
}

/** The drawn part of a chart; pictures need no exact decimals, the table beside has them. */
export function Drawing(props: DrawingProps) {
  const { type, points, series, colours, stacked, horizontal, height, axisText, valueText, onSelect } = props;
  const [first] = series;
  if (first && (type === 'pie' || type === 'donut')) {
    const Pie = type === 'pie' ? PieChart : DonutChart;
    return (
      <Pie
        data={points.map((point, index) => ({
          name: point.category,
          value: Number(point.values[first.key] ?? 0),
          color: colours[index] ?? '',
        }))}
        size={Math.min(height, 220)}
        {...(type === 'donut' ? { thickness: 32 } : {})}
        mx="auto"
        strokeColor="var(--surface-1)"
        strokeWidth={2}
        withTooltip
        tooltipDataSource="segment"
        valueFormatter={valueText}
        accessibilityLayer={false}
        pieProps={{
          isAnimationActive: false,
          // Its values are read as a table; a figure that Tab stops at shows nobody where the focus is.
          rootTabIndex: -1,
          onClick: (_, index) => {
            const point = points[index];
            if (point) onSelect?.(point, first);
          },
        }}
      />
    );
  }
  const data = points.map((point) => ({
    category: point.category,
    ...Object.fromEntries(series.map(({ key }) => [key, point.values[key] === null ? null : Number(point.values[key])])),
  }));
  const shared = {
    h: height,
    data,
    dataKey: 'category',
    series: series.map(({ key, label, colour }) => ({ name: key, label, color: colour })),
    gridAxis: horizontal ? ('y' as const) : ('x' as const),
    tickLine: 'none' as const,
    gridColor: 'var(--line)',
    textColor: 'var(--ink-2)',
    strokeDasharray: '0',
    valueFormatter: valueText,
    tooltipAnimationDuration: 0,
    accessibilityLayer: false,
    yAxisProps: horizontal
      ? { width: 128, tickMargin: 6 }
      : { width: Math.min(96, 20 + 7 * axisText(largest(points)).length), tickFormatter: axisText },
    xAxisProps: horizontal ? { tickFormatter: axisText } : { interval: 'preserveStartEnd' as const, minTickGap: 12 },
  };
  const select = (key: string, index: number) => {
    const point = points[index];
    const chosen = series.find((one) => one.key === key);
    if (point && chosen) onSelect?.(point, chosen);
  };
  switch (type) {
    case 'line':
      return (
        <LineChart {...shared} curveType="linear" withDots={points.length <= 24} lineProps={{ isAnimationActive: false }} strokeWidth={2} />
      );
    case 'area':
      return (
        <AreaChart
          {...shared}
          type={stacked === 'stacked' ? 'stacked' : stacked === 'share' ? 'percent' : 'default'}
          curveType="linear"
          withGradient={false}
          fillOpacity={0.16}
          withDots={points.length <= 24}
          areaProps={{ isAnimationActive: false }}
          strokeWidth={2}
        />
      );
    default:
      return (
        <BarChart
          {...shared}
          type={stacked === 'stacked' ? 'stacked' : stacked === 'share' ? 'percent' : 'default'}
          orientation={horizontal ? 'vertical' : 'horizontal'}
          maxBarWidth={44}
          barProps={(drawn) => ({
            isAnimationActive: false,
            radius: stacked === 'beside' ? 3 : 0,
            onClick: (_, index) => select(drawn.name, index),
            ...(onSelect ? { cursor: 'pointer' } : {}),
          })}
        />
      );
  }
}

/** The largest value drawn, which has the widest words on the axis. */
function largest(points: readonly ChartPoint[]): number {
  return points.reduce((most, { values }) => Math.max(most, ...Object.values(values).map((value) => Math.abs(Number(value ?? 0)))), 0);
}
