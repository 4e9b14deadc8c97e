import { useRenderServices } from '@plinth/component-kit';
import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { isForeign, safeLinkAddress } from '../contract/safe-address.ts';

interface PageLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  readonly page?: string | null | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | null | undefined;
  readonly address?: string | null | undefined;
  readonly newTab?: boolean;
}

/** A link to a page or an address. Without a safe place to go it is plain text, so nothing dangerous can be clicked. */
export function PageLink({ page, parameters, address, newTab, onClick, children, ...rest }: PageLinkProps) {
  const services = useRenderServices();
  const target = page ? services.pageAddress(page, parameters ?? {}) : safeLinkAddress(address);
  if (target === null) return <span {...rest}>{children}</span>;
  const foreign = isForeign(target);
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !plain || foreign || newTab) return;
    event.preventDefault();
    services.navigate(target);
  };
  return (
    <a
      {...rest}
      href={target}
      target={newTab ? '_blank' : undefined}
      rel={foreign || newTab ? 'noopener noreferrer' : undefined}
      onClick={follow}
    >
      {children}
    </a>
  );
}
