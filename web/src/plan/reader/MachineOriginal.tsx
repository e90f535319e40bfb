import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Commitment, Found } from '../../../../src/plan/schemas.ts'
import { commitmentQuery } from '../api.ts'
import { TargetFigure, useDeadlineText } from '../words.tsx'
import { Responsibilities } from './CommitmentCard.tsx'

/** The words of the plan and what the machine first made of them: always there, never changed by a correction. */
export function MachineOriginal({ item, children }: { item: Commitment; children?: React.ReactNode }) {
  const { t } = useTranslation()
  const detail = useQuery(commitmentQuery(item.id))
  const found = detail.data?.found[0]
  return (
    <div className="original">
      <blockquote>{item.text}</blockquote>
      {children}
      {found && (
        <details>
          <summary>{t('edit.machineFound')}</summary>
          <FoundFacts found={found} />
        </details>
      )}
      {detail.data && !found && <p className="vouched">{t('edit.madeByPerson')}</p>}
    </div>
  )
}

export function FoundFacts({ found }: { found: Found }) {
  const { t } = useTranslation()
  const deadlineText = useDeadlineText()
  return (
    <dl className="found-facts">
      <div>
        <dt>{t(`kinds.${found.kind}`)}</dt>
        <dd>{found.title}</dd>
      </div>
      {found.target && (
        <div>
          <dt>{t('kinds.target')}</dt>
          <dd>
            <TargetFigure target={found.target} />
          </dd>
        </div>
      )}
      {found.deadline && (
        <div>
          <dt>{t('plan.deadline')}</dt>
          <dd>{deadlineText(found.deadline)}</dd>
        </div>
      )}
      <Responsibilities item={found} />
    </dl>
  )
}
