import { getRouteApi, Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NodeList, ToldStatementListed } from '../../../../../src/exchange/schemas.ts'
import { useMay } from '../../../access/session.ts'
import { CardTable } from '../../../monitoring/shared/CardTable.tsx'
import { Money } from '../../../settlement/parts/Money.tsx'
import { StatementBadge, useSerial } from '../../../settlement/statements/parts.tsx'
import { PagedList } from '../../../shell/PagedList.tsx'
import { comma } from '../../../shell/punctuation.ts'
import { QuietState } from '../../../shell/states.tsx'
import { useMoment } from '../../../shell/time.ts'
import { OwnerCell, ToldPage } from '../ToldPage.tsx'
import { useToldStatements } from './api.ts'
import { EndedActs } from './EndedActs.tsx'

const route = getRouteApi('/nodes/statements')

/** 其他节点的结算单: statements that other nodes told, those that wait for this unit among them. */
export function ToldStatementsPage() {
  const { t } = useTranslation()
  return (
    <ToldPage title={t('exchange.toldStatements.title')} lede={t('exchange.toldStatements.lede')}>
      {(list) => <Told list={list} />}
    </ToldPage>
  )
}

function Told({ list }: { list: NodeList }) {
  const { t } = useTranslation()
  const maySign = useMay('statement.sign')
  const { waiting } = route.useSearch()
  const navigate = route.useNavigate()
  const statements = useToldStatements(waiting ? { waiting } : {})
  return (
    <>
      {maySign && (
        <div className="part-bar no-print">
          <Segmented
            value={waiting ? 'waiting' : 'all'}
            onChange={(view) => void navigate({ search: view === 'waiting' ? { waiting: true } : {}, replace: true })}
            options={(['all', 'waiting'] as const).map((value) => ({
              value,
              label: t(`exchange.toldStatements.${value}`),
            }))}
          />
        </div>
      )}
      <PagedList
        list={statements}
        total={(_, formatted) => t('exchange.toldStatements.total', { formatted })}
        none={
          <QuietState title={t(waiting ? 'exchange.toldStatements.noneWaiting' : 'exchange.toldStatements.none')}>
            {t('exchange.toldStatements.noneLede')}
          </QuietState>
        }
      >
        {(items) => <StatementTable {...{ items, list }} />}
      </PagedList>
      <EndedActs ended={statements.data?.pages[0]?.ended ?? []} />
    </>
  )
}

function StatementTable({ items, list }: { items: readonly ToldStatementListed[]; list: NodeList }) {
  const { t } = useTranslation()
  const serial = useSerial()
  return (
    <CardTable
      items={items}
      keyOf={({ owner, id }) => `${owner.code} ${id}`}
      head={(name) => t(`exchange.toldStatements.columns.${name}`)}
      cells={{
        what: (one) => (
          <>
            <Link
              to="/nodes/statements/$owner/$statementId"
              params={{ owner: one.owner.code, statementId: one.id }}
              className="sec-name"
            >
              {t('settlement.statements.name', { year: one.year, agreement: one.agreementName })}
            </Link>
            <small>{[serial(one.serial), one.parties.join(comma())].filter((words) => words !== '').join(' ')}</small>
          </>
        ),
        owner: ({ owner }) => <OwnerCell {...{ owner, list }} />,
        amount: ({ totalFen }) => (totalFen === null ? '—' : <Money fen={totalFen} unit="tenThousand" />),
        state: (one) => <Standing one={one} />,
      }}
    />
  )
}

function Standing({ one }: { one: ToldStatementListed }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { verdict, state, maySignFor, awaits, postedAt } = one
  if (verdict !== 'whole')
    return <span className="badge rejected">{t(`exchange.toldStatements.verdicts.${verdict}`)}</span>
  return (
    <>
      <StatementBadge state={state} />
      <small>
        {maySignFor && <strong>{t('exchange.toldStatements.waitsOwn')}</strong>}
        {!maySignFor && awaits.length > 0 && t('exchange.toldStatements.waitsFor', { parties: awaits.join(comma()) })}
        {postedAt && t('exchange.toldStatements.posted', { at: moment(postedAt) })}
      </small>
    </>
  )
}
