import { type EntityDescription, useRenderServices, useText } from '@plinth/component-kit';
import { useEffect, useState } from 'react';
import { relationType } from '../contract/relation-field.ts';
import { type Reference, readReferences } from '../reference-picker/reference.ts';

type Values = Readonly<Record<string, unknown>>;

/** What the relations many to many of a record lead to, by key. */
export interface Related {
  readonly values: Readonly<Record<string, readonly Reference[]>>;
  /** Keys of those that are still on their way, or did not come. */
  readonly missing: ReadonlySet<string>;
  /** Why one did not come. */
  readonly failures: Readonly<Record<string, string>>;
}

interface Fetched {
  readonly of: string;
  readonly values: Related['values'];
  readonly failures: Related['failures'];
}

/** So many at most come along with the records of a list; where there are as many, there may be more. */
const mostAlong = 100;

/** The records that a form's relations lead to: those that came along with its record, others are fetched. */
export function useRelated(entity: EntityDescription | null, record: Values | null, keys: readonly string[]): Related {
  const services = useRenderServices();
  const words = useText();
  const id = typeof record?.id === 'string' ? record.id : null;
  const of = `${id} ${String(record?.version)}`;
  const [fetched, setFetched] = useState<Fetched>({ of, values: {}, failures: {} });
  const known: Fetched = fetched.of === of ? fetched : { of, values: {}, failures: {} };
  const relations =
    entity === null || record === null ? [] : entity.fields.filter(({ key, type }) => type === relationType && keys.includes(key));
  const along: Record<string, readonly Reference[]> = {};
  for (const { key } of relations) {
    const value = record?.[key];
    if (Array.isArray(value) && value.length < mostAlong) along[key] = readReferences(value);
  }
  const wanted = relations
    .map(({ key }) => key)
    .filter((key) => !Object.hasOwn(along, key))
    .join(' ');
  const entityKey = entity?.key;

  useEffect(() => {
    if (entityKey === undefined || id === null || wanted === '') return;
    const controller = new AbortController();
    const put = (part: Partial<Pick<Fetched, 'values' | 'failures'>>) => {
      if (controller.signal.aborted) return;
      setFetched((before) => {
        const { values, failures }: Omit<Fetched, 'of'> = before.of === of ? before : { values: {}, failures: {} };
        return { of, values: { ...values, ...part.values }, failures: { ...failures, ...part.failures } };
      });
    };
    for (const key of wanted.split(' ')) {
      services.relatedRecords(entityKey, id, key, controller.signal).then(
        (records) => put({ values: { [key]: records } }),
        (error: unknown) => {
          const reason = error instanceof Error ? error.message : '';
          put({ failures: { [key]: words('ui.form.notLoaded', 'This could not be loaded. {reason}', { reason }) } });
        },
      );
    }
    return () => controller.abort();
  }, [services, entityKey, id, of, wanted, words]);

  return {
    values: { ...along, ...known.values },
    missing: new Set(wanted.split(' ').filter((key) => key !== '' && !Object.hasOwn(known.values, key))),
    failures: known.failures,
  };
}
