import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Checkbox, Input, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DispatchItem } from '../../../../src/delivery/tasks/schemas.ts'
import { ProblemNotice, useProblemText } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { todayHere } from '../../shell/time.ts'
import { UnitRows } from './AmendForm.tsx'
import { dispatchQuery, useDispatch } from './api.ts'
import { DispatchDialog } from './DispatchDialog.tsx'
import { isPast, leadFirst, withoutFuture } from './pastDays.ts'

type View = 'waiting' | 'not_confirmed' | 'dispatched' | 'all'
type Units = { organizationId: string; name: string; role: 'lead' | 'participant' | 'responsible' }[]

/** Whether this may go out as it stands. */
const isComplete = (units: Units) => units.length === 1 || units.some(({ role }) => role === 'lead')

/** To be sent, or to be completed here; what is not confirmed is done in the register. */
const isWaiting = (state: DispatchItem['state']) => state !== 'dispatched' && state !== 'not_confirmed'

/** What the plan holds, with who would answer for each: the office looks, corrects, and sends all at once. */
export function Dispatch({ programmeId }: { programmeId: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const preview = useQuery(dispatchQuery(programmeId))
  const dispatch = useDispatch(programmeId)
  const [view, setView] = useState<View>('waiting')
  const [changed, setChanged] = useState<ReadonlyMap<string, Units>>(new Map())
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [deadlines, setDeadlines] = useState<ReadonlyMap<string, string>>(new Map())
  const [deadline, setDeadline] = useState('')
  const [asking, setAsking] = useState(false)
  const [key, setKey] = useState(() => crypto.randomUUID())
  const items = preview.data?.items ?? []
  const dueOf = (item: DispatchItem) => deadlines.get(item.commitmentId) ?? item.dueOn
  const unitsOf = (item: DispatchItem): Units => changed.get(item.commitmentId) ?? item.units
  const sendable = useMemo(
    () =>
      items.filter(
        (item) =>
          item.state !== 'dispatched' &&
          item.state !== 'not_confirmed' &&
          isComplete(changed.get(item.commitmentId) ?? item.units),
      ),
    [items, changed],
  )
  const chosen = sendable.filter(({ commitmentId }) => !left.has(commitmentId))
  const incomplete = items.filter(({ state }) => isWaiting(state)).length - sendable.length
  const unconfirmed = items.filter(({ state }) => state === 'not_confirmed')
  const tasks = unconfirmed.filter(({ kind }) => kind === 'task').length
  const shown = items.filter(({ state }) => view === 'all' || (view === 'waiting' ? isWaiting(state) : state === view))
  if (preview.isPending) return <Loading />
  if (preview.isError) return <ProblemNotice problem={preview.error} onRetry={() => void preview.refetch()} />
  const { rule, ruleQuote, programme } = preview.data
  const send = () =>
    dispatch.mutate(
      {
        key,
        body: {
          items: chosen.map((item) => ({
            commitmentId: item.commitmentId,
            revision: item.revision,
            ...(deadlines.has(item.commitmentId) ? { dueOn: deadlines.get(item.commitmentId) } : {}),
            units: unitsOf(item).map(({ organizationId, role }) => ({ organizationId, role })),
          })),
        },
      },
      {
        onSuccess: ({ dispatched }) => {
          setAsking(false)
          setKey(crypto.randomUUID())
          void message.success(t('delivery.tasks.dispatchedNow', { count: dispatched }))
        },
        onError: (problem) => {
          setAsking(false)
          void message.error(problemText(problem).title)
          void preview.refetch()
        },
      },
    )
  const given = chosen.flatMap(unitsOf)
  const { undated, past } = withoutFuture(chosen, dueOf, todayHere())
  const dateAll = (ids: readonly string[], day: string) =>
    setDeadlines(new Map([...deadlines, ...ids.map((id) => [id, day] as const)]))
  /** One day for all that are chosen and have none; what the plan dates stays. */
  const setAll = () => {
    dateAll(
      undated.map(({ commitmentId }) => commitmentId),
      deadline,
    )
    setDeadline('')
  }
  const toggle = (id: string, on: boolean) => {
    const next = new Set(left)
    if (on) next.delete(id)
    else next.add(id)
    setLeft(next)
  }
  return (
    <section>
      <h2 className="section-title">{t('delivery.tasks.dispatchTitle')}</h2>
      {rule !== 'none' && (
        <p className="rule-note">
          {t(`delivery.tasks.rules.${rule}`)} <q>{ruleQuote}</q>
        </p>
      )}
      {unconfirmed.length > 0 && programme.document && (
        <p className="unconfirmed">
          {t('delivery.tasks.unconfirmed', { count: unconfirmed.length })}{' '}
          {tasks > 0 && (
            <Link to="/register" search={{ document: programme.document.id, state: 'extracted', kind: 'task' }}>
              {t('delivery.tasks.confirmThem', { count: tasks })}
            </Link>
          )}{' '}
          {tasks < unconfirmed.length && (
            <button type="button" className="plain as-link" onClick={() => setView('not_confirmed')}>
              {t('delivery.tasks.confirmOthers', { count: unconfirmed.length - tasks })}
            </button>
          )}
        </p>
      )}
      <div className="dispatch-bar no-print">
        <p>
          {t('delivery.tasks.chosen', { count: chosen.length, all: sendable.length })}
          {past.length > 0 && <b className="late">{t('delivery.tasks.pastCount', { count: past.length })}</b>}
          {incomplete > 0 && <> {t('delivery.tasks.incomplete', { count: incomplete })}</>}
        </p>
        <Segmented<View>
          value={view}
          onChange={setView}
          options={(['waiting', 'not_confirmed', 'dispatched', 'all'] as const).map((value) => ({
            value,
            label: t(`delivery.tasks.views.${value}`),
          }))}
        />
        <Button onClick={() => setLeft(left.size > 0 ? new Set() : new Set(sendable.map((one) => one.commitmentId)))}>
          {t(left.size > 0 ? 'delivery.tasks.chooseAll' : 'delivery.tasks.chooseNone')}
        </Button>
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={dispatch.isPending}
          onClick={() => setAsking(true)}
        >
          {t('delivery.tasks.dispatch', { count: chosen.length })}
        </Button>
      </div>
      {(undated.length > 0 || deadline !== '') && (
        <form
          className="dispatch-bar no-print"
          onSubmit={(event) => {
            event.preventDefault()
            if (deadline) setAll()
          }}
        >
          <p>{t('delivery.tasks.undated', { count: undated.length })}</p>
          <Input
            type="date"
            style={{ width: '10rem' }}
            value={deadline}
            aria-label={t('delivery.tasks.setDeadline')}
            onChange={({ target }) => setDeadline(target.value)}
          />
          <Button htmlType="submit" disabled={!deadline}>
            {t('delivery.tasks.setDeadline')}
          </Button>
        </form>
      )}
      {asking && (
        <DispatchDialog
          count={chosen.length}
          units={new Set(given.map(({ organizationId }) => organizationId)).size}
          receipts={given.length}
          planned={chosen}
          dueOf={dueOf}
          onDate={dateAll}
          busy={dispatch.isPending}
          onSend={send}
          onClose={() => setAsking(false)}
        />
      )}
      {shown.length === 0 && <p className="faint">{t('delivery.tasks.nothingHere')}</p>}
      <ul>
        {shown.map((item) => (
          <Item
            key={item.commitmentId}
            item={item}
            documentId={programme.document?.id ?? ''}
            units={unitsOf(item)}
            dueOn={dueOf(item)}
            on={chosen.includes(item)}
            onToggle={sendable.includes(item) ? (on) => toggle(item.commitmentId, on) : undefined}
            onUnits={(units) => setChanged(new Map(changed).set(item.commitmentId, units))}
          />
        ))}
      </ul>
    </section>
  )
}

function Item(props: {
  item: DispatchItem
  documentId: string
  units: Units
  dueOn: string | null
  on: boolean
  onToggle: ((on: boolean) => void) | undefined
  onUnits: (units: Units) => void
}) {
  const { t } = useTranslation()
  const { item, units, documentId, dueOn } = props
  const isProposed = item.units.some(({ because }) => because !== null) && units === item.units
  const isSent = item.state === 'dispatched'
  return (
    <li className="dispatch-item">
      <Checkbox
        checked={props.on}
        disabled={!props.onToggle}
        aria-label={item.title}
        onChange={({ target }) => props.onToggle?.(target.checked)}
      />
      <div>
        <h3>
          {item.taskId ? (
            <Link to="/tasks/$taskId" params={{ taskId: item.taskId }}>
              {item.title}
            </Link>
          ) : (
            item.title
          )}
        </h3>
        <p>
          <Link
            to="/documents/$documentId"
            params={{ documentId }}
            search={{ at: item.provision.address, c: item.commitmentId }}
          >
            {item.provision.label}
          </Link>
          {dueOn && (
            <>
              {' · '}
              {isPast(dueOn, todayHere()) && !isSent ? (
                <b className="late">{t('delivery.tasks.past', { date: dueOn })}</b>
              ) : (
                t('delivery.tasks.dueOn', { date: dueOn })
              )}
            </>
          )}
          {' · '}
          {t(`delivery.tasks.itemStates.${item.state}`)}
        </p>
        {!isSent &&
          item.split.map(({ printed, today }) => (
            <p key={printed} className="split-note">
              {t('delivery.tasks.split', { printed, names: today.join(comma()) })}
            </p>
          ))}
        {item.unresolved.length > 0 && (
          <p>{t('delivery.tasks.unresolved', { names: item.unresolved.join(comma()) })}</p>
        )}
      </div>
      {isSent ? (
        <ul className="dispatch-units">
          {leadFirst(units).map((one) => (
            <li key={one.organizationId}>
              <span className={one.role === 'lead' ? 'chosen' : ''}>{one.name}</span>
            </li>
          ))}
        </ul>
      ) : (
        <div className="dispatch-units">
          {isProposed && <small className="faint">{t('delivery.tasks.proposed')}</small>}
          <UnitRows units={units} onChange={props.onUnits} />
        </div>
      )}
    </li>
  )
}
