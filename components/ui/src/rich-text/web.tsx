import { sanitiseHtml } from '@plinth/component-kit';
import { useMemo } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import type { richText } from './manifest.ts';
import styles from './rich-text.module.css';

export function RichText({ properties: { html } }: PropsOf<typeof richText>) {
  const clean = useMemo(() => sanitiseHtml(html ?? ''), [html]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the one place where HTML is shown, after the kit's sanitiser
  return <div className={styles.richText} dangerouslySetInnerHTML={{ __html: clean }} />;
}
