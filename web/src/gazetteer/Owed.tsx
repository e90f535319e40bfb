import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Commitment } from '../../../src/plan/schemas.ts'
import { useRegister } from '../plan/api.ts'
import { placeOf } from '../plan/place.ts'
import type { RegisterFilter } from '../plan/register/filter.ts'
import { StateBadge, TargetFigure, titleSaysTarget, useDeadlineText } from '../plan/words.tsx'
import { MoreRows } from '../shell/MoreRows.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { comma } from '../shell/punctuation.ts'
import { Loading, QuietState } from '../shell/states.tsx'

export type RoleChoice = NonNullable<RegisterFilter['role']> | 'all'

/** What a body owes, document by document. */
export function Owed({ unitId, role }: { unitId: string; role: RoleChoice }) {
  const { t } = useTranslation()
  const list = useRegister({ unit: unitId, ...(role === 'all' ? {} : { role }) }, 100)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const groups = Map.groupBy(items, ({ document }) => document.id)
  if (list.isPending) return <Loading />
  if (list.isError) return <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />
  if (items.length === 0) return <QuietState title={t('units.owesNothing')}>{t('units.owesNothingLede')}</QuietState>
  return (
    <>
      {[...groups].map(([id, owed]) => (
        <section key={id} className="owed">
          <h2>
            <Link to="/documents/$documentId" params={{ documentId: id }}>
              {owed[0]?.document.title}
            </Link>
            <small>{t('units.items', { count: owed.length })}</small>
          </h2>
          <ol>
            {owed.map((item) => (
              <OwedLine key={item.id} item={item} unitId={unitId} />
            ))}
          </ol>
        </section>
      ))}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </>
  )
}

function OwedLine({ item, unitId }: { item: Commitment; unitId: string }) {
  const { t } = useTranslation()
  const deadlineText = useDeadlineText()
  const mine = item.responsibilities.filter(
    ({ organization, today }) => organization?.id === unitId || today.some(({ id }) => id === unitId),
  )
  return (
    <li className="owed-line">
      <span className="owed-roles">
        {[...new Set(mine.map(({ role }) => role))].map((role) => (
          <span key={role} className={`role-${role}`}>
            {t(`roles3.${role}`)}
          </span>
        ))}
      </span>
      <div>
        <Link {...placeOf(item)} className="table-title">
          {item.title}
        </Link>
        {item.target && !titleSaysTarget(item) && (
          <p className="snippet">
            <TargetFigure target={item.target} />
          </p>
        )}
        <p className="owed-facts">
          <span className={`kind of-${item.kind}`}>{t(`kinds.${item.kind}`)}</span>
          <span>{item.provision.label}</span>
          {item.deadline && <span>{deadlineText(item.deadline)}</span>}
          {mine.some(({ organization }) => organization && organization.id !== unitId) && (
            <span>
              {t('units.printedAs', { names: [...new Set(mine.map(({ printed }) => printed))].join(comma()) })}
            </span>
          )}
        </p>
      </div>
      <StateBadge state={item.state} />
    </li>
  )
}
