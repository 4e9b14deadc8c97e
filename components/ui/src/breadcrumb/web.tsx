import type { PropsOf } from '../contract/define-component.ts';
import { PageLink } from '../parts/page-link.tsx';
import styles from './breadcrumb.module.css';
import type { breadcrumb } from './manifest.ts';

export function Breadcrumb({ properties: { label, items } }: PropsOf<typeof breadcrumb>) {
  const steps = items ?? [];
  if (steps.length === 0) return null;
  return (
    <nav aria-label={label}>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={`${step.page ?? step.address ?? ''}:${step.label}`} className={styles.step}>
            {index === steps.length - 1 ? (
              <span aria-current="page" className={styles.current}>
                {step.label}
              </span>
            ) : (
              <PageLink className={styles.link} page={step.page} parameters={step.parameters} address={step.address}>
                {step.label}
              </PageLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
