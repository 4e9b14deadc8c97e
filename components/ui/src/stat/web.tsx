import { Icon, useFormat, useText } from '@plinth/component-kit';
import { decimalText, isNegative, isZero } from '../contract/decimal-text.ts';
import type { PropsOf } from '../contract/define-component.ts';
import { PageLink } from '../parts/page-link.tsx';
import type { stat } from './manifest.ts';
import styles from './stat.module.css';

export function Stat({ properties, events }: PropsOf<typeof stat>) {
  const { label, value, change, changeText, icon, loading, page, parameters } = properties;
  const words = useText();
  const figure = useFigure(properties);
  const difference = useChange(properties);
  const content = (
    <>
      <span className={styles.label}>
        {icon ? <Icon name={icon} size={14} /> : null}
        {label}
      </span>
      {loading ? (
        <span className={styles.skeleton}>
          <span className={styles.unseen}>{words('ui.loading', 'Loading')}</span>
        </span>
      ) : (
        <span className={styles.value}>
          {value === null || value === undefined ? '–' : figure}
          {properties.unit ? <span className={styles.unit}>{properties.unit}</span> : null}
        </span>
      )}
      {!loading && (difference || changeText) ? (
        <span className={styles.change} data-tone={toneOf(properties.tone, change)}>
          {difference ? <strong>{difference}</strong> : null}
          {changeText ? <span className={styles.against}>{changeText}</span> : null}
        </span>
      ) : null}
    </>
  );
  if (page) {
    return (
      <PageLink className={styles.stat} page={page} parameters={parameters}>
        {content}
      </PageLink>
    );
  }
  return events.click ? (
    <button type="button" className={styles.stat} onClick={() => void events.click?.()}>
      {content}
    </button>
  ) : (
    <div className={styles.stat}>{content}</div>
  );
}

function useFigure({ value, format, compact, currency, digits }: PropsOf<typeof stat>['properties']): string {
  const formats = useFormat();
  const limits = digits === null || digits === undefined ? {} : { digits };
  const figure = decimalText(value) ?? String(value ?? '');
  switch (format) {
    case 'number':
      return formats.number(figure, { ...limits, compact });
    case 'money':
      return formats.money(figure, currency, { ...limits, compact });
    case 'percent':
      return formats.percent(figure, limits);
    case 'date':
      return formats.date(figure);
    case 'duration':
      return formats.duration(figure);
    case 'text':
      return figure;
  }
}

function useChange({ change, changeFormat, digits }: PropsOf<typeof stat>['properties']): string | null {
  const formats = useFormat();
  const difference = decimalText(change);
  if (difference === null) return null;
  const limits = digits === null || digits === undefined ? {} : { digits };
  return changeFormat === 'percent'
    ? formats.percent(difference, { ...limits, sign: 'always' })
    : formats.number(difference, { ...limits, sign: 'always' });
}

function toneOf(tone: string, change: unknown): string {
  if (tone !== 'automatic') return tone;
  if (change === null || change === undefined || isZero(change)) return 'neutral';
  return isNegative(change) ? 'bad' : 'good';
}
