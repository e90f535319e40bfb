import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NodeList, ToldStatementListed } from '../../../../../src/exchange/schemas.ts'
import { useMay } from '../../../access/session.ts'
import { Money } from '../../../settlement/parts/Money.tsx'
import { StatementBadge, useSerial } from '../../../settlement/statements/parts.tsx'
import { MoreRows } from '../../../shell/MoreRows.tsx'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { comma } from '../../../shell/punctuation.ts'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { useMoment, useNumber } from '../../../shell/time.ts'
import { nodesQuery } from '../api.ts'
import { AgeMark, NodeTabs, NoNode, useNodeName } from '../parts.tsx'
import { useToldStatements } from './api.ts'
import { EndedActs } from './EndedActs.tsx'

const route = getRouteApi('/nodes/statements')

/** 其他节点的结算单: statements that other nodes told, those that wait for this unit among them. */
export function ToldStatementsPage() {
  const { t } = useTranslation()
  const nodes = useQuery(nodesQuery)
  return (
    <Page title={t('exchange.toldStatements.title')} lede={t('exchange.toldStatements.lede')}>
      <NodeTabs />
      {nodes.isPending && <Loading />}
      {nodes.isError && <ProblemNotice problem={nodes.error} onRetry={() => void nodes.refetch()} />}
      {nodes.data && (nodes.data.self ? <Told list={nodes.data} /> : <NoNode />)}
    </Page>
  )
}

function Told({ list: { at, oldAfterMinutes } }: { list: NodeList }) {
  const { t } = useTranslation()
  const number = useNumber()
  const maySign = useMay('statement.sign')
  const { waiting } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useToldStatements(waiting ? { waiting } : {})
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0
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
      <p className="part-total" aria-live="polite">
        {total > 0 && t('exchange.toldStatements.total', { formatted: number(total) })}
      </p>
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t(waiting ? 'exchange.toldStatements.noneWaiting' : 'exchange.toldStatements.none')}>
          {t('exchange.toldStatements.noneLede')}
        </QuietState>
      )}
      {items.length > 0 && <StatementTable {...{ items, at, oldAfterMinutes }} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      <EndedActs ended={list.data?.pages[0]?.ended ?? []} />
    </>
  )
}

function StatementTable(props: { items: readonly ToldStatementListed[]; at: string; oldAfterMinutes: number }) {
  const { t } = useTranslation()
  const serial = useSerial()
  const nameOf = useNodeName()
  const { items, at, oldAfterMinutes } = props
  const columns = ['what', 'owner', 'amount', 'state'] as const
  const head = (name: (typeof columns)[number]) => t(`exchange.toldStatements.columns.${name}`)
  return (
    <table className="mon-table cards">
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {head(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={`${one.owner.code} ${one.id}`}>
            <td>
              <Link
                to="/nodes/statements/$owner/$statementId"
                params={{ owner: one.owner.code, statementId: one.id }}
                className="sec-name"
              >
                {t('settlement.statements.name', { year: one.year, agreement: one.agreementName })}
              </Link>
              <small>{[serial(one.serial), one.parties.join(comma())].filter((words) => words !== '').join(' ')}</small>
            </td>
            <td data-label={head('owner')}>
              {nameOf(one.owner)}
              <small>
                <AgeMark completeAt={one.owner.completeAt} {...{ at, oldAfterMinutes }} />
              </small>
            </td>
            <td data-label={head('amount')}>
              {one.totalFen === null ? '—' : <Money fen={one.totalFen} unit="tenThousand" />}
            </td>
            <td data-label={head('state')}>
              <Standing one={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
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
