import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Commitment } from '../../../../src/plan/schemas.ts'
import { placeOf } from '../place.ts'
import { Responsibilities } from '../reader/CommitmentCard.tsx'
import { StateBadge, TargetFigure, titleSaysTarget, useDeadlineText } from '../words.tsx'
import { Highlighted, Snippet } from './Highlighted.tsx'

/** The register on a phone: the same facts, one under the other. */
export function RegisterCards({ items }: { items: readonly Commitment[] }) {
  const { t } = useTranslation()
  const deadlineText = useDeadlineText()
  return (
    <ul className="register-cards">
      {items.map((item) => (
        <li key={item.id} className={`card ${item.state}`}>
          <header>
            <span className={`kind of-${item.kind}`}>{t(`kinds.${item.kind}`)}</span>
            <StateBadge state={item.state} />
          </header>
          <Link className="card-title" {...placeOf(item)}>
            <Highlighted item={item} field="title" />
          </Link>
          <Snippet item={item} />
          <dl>
            {item.target && !titleSaysTarget(item) && (
              <div>
                <dt>{t('kinds.target')}</dt>
                <dd>
                  <TargetFigure target={item.target} />
                </dd>
              </div>
            )}
            {item.deadline && (
              <div>
                <dt>{t('plan.deadline')}</dt>
                <dd>{deadlineText(item.deadline)}</dd>
              </div>
            )}
            <Responsibilities item={item} most={5} />
          </dl>
          <p className="card-place">
            {item.document.title} · {item.provision.label}
          </p>
        </li>
      ))}
    </ul>
  )
}
