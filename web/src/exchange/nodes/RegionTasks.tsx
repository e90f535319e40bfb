import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RegionCockpit, RegionTask } from '../../../../src/exchange/schemas.ts'
import { LightMark } from '../../delivery/lights/LightMark.tsx'
import { useReasonText } from '../../delivery/lights/reasons.ts'
import { PagedList } from '../../shell/PagedList.tsx'
import { usePeriod } from '../../shell/period.ts'
import { comma } from '../../shell/punctuation.ts'
import { SearchField } from '../../shell/SearchField.tsx'
import type { SearchPart } from '../../shell/search.ts'
import { QuietState } from '../../shell/states.tsx'
import { useRegionTasks } from './api.ts'
import { LIGHTS, type RegionSearch, STATES } from './filter.ts'
import { AsOf, useNodeName } from './parts.tsx'

type Change = (part: SearchPart<RegionSearch>) => void

/** The tasks of all members, the worst first, narrowed by what stands in the address. */
export function RegionTasks(props: { cockpit: RegionCockpit; search: RegionSearch; onChange: Change }) {
  const { t } = useTranslation()
  const { cockpit, search, onChange } = props
  const narrowed = Object.keys(search).length > 0
  const clear = () => onChange({ owner: undefined, light: undefined, state: undefined, q: undefined })
  return (
    <section>
      <h2>{t('exchange.nodes.cockpit.list')}</h2>
      <Filters {...{ cockpit, search, onChange }} />
      <PagedList
        list={useRegionTasks(search)}
        total={(_, formatted) => t('exchange.nodes.cockpit.total', { formatted })}
        none={
          <QuietState
            title={t(narrowed ? 'exchange.nodes.cockpit.noTasks' : 'exchange.nodes.cockpit.noTasksYet')}
            action={narrowed && <Button onClick={clear}>{t('exchange.nodes.cockpit.clear')}</Button>}
          />
        }
      >
        {(items) => <TaskTable {...{ items, cockpit }} />}
      </PagedList>
    </section>
  )
}

function Filters(props: { cockpit: RegionCockpit; search: RegionSearch; onChange: Change }) {
  const { t } = useTranslation()
  const nameOf = useNodeName()
  const { cockpit, search, onChange } = props
  return (
    <div className="mon-bar no-print">
      <SearchField
        value={search.q ?? ''}
        placeholder={t('exchange.nodes.cockpit.search')}
        onChange={(q) => onChange({ q })}
      />
      <Select
        className="node-choice"
        value={search.owner ?? ''}
        aria-label={t('exchange.nodes.cockpit.member')}
        onChange={(owner) => onChange({ owner: owner || undefined })}
        options={[
          { value: '', label: t('exchange.nodes.cockpit.anyMember') },
          ...cockpit.members.map((member) => ({ value: member.code, label: nameOf(member) })),
        ]}
      />
      <Select<(typeof LIGHTS)[number] | ''>
        className="node-choice"
        value={search.light ?? ''}
        aria-label={t('exchange.nodes.cockpit.lights')}
        onChange={(light) => onChange({ light: light || undefined })}
        options={[
          { value: '' as const, label: t('exchange.nodes.cockpit.anyLight') },
          ...LIGHTS.map((value) => ({ value, label: t(`delivery.cockpit.light.${value}`) })),
        ]}
      />
      <Select<(typeof STATES)[number] | ''>
        className="node-choice"
        value={search.state ?? ''}
        aria-label={t('exchange.nodes.cockpit.states')}
        onChange={(state) => onChange({ state: state || undefined })}
        options={[
          { value: '' as const, label: t('exchange.nodes.cockpit.anyState') },
          ...STATES.map((value) => ({ value, label: t(`exchange.nodes.cockpit.taskStates.${value}`) })),
        ]}
      />
    </div>
  )
}

function TaskTable({ items, cockpit }: { items: readonly RegionTask[]; cockpit: RegionCockpit }) {
  const { t } = useTranslation()
  return (
    <table className="mon-table cards node-tasks">
      <thead>
        <tr>
          {(['light', 'task', 'owner', 'units', 'due', 'report'] as const).map((head) => (
            <th key={head} scope="col">
              {t(`exchange.nodes.cockpit.taskColumns.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((task) => (
          <Row key={`${task.owner.code} ${task.key}`} {...{ task, cockpit }} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ task, cockpit }: { task: RegionTask; cockpit: RegionCockpit }) {
  const { t } = useTranslation()
  const nameOf = useNodeName()
  const period = usePeriod()
  const reasonText = useReasonText()
  const { at, oldAfterMinutes } = cockpit
  const { title, number, owner, units, state, light, reasons, dueOn, lastReport, document, provisionLabel } = task
  const source = [document?.title ?? task.programme, provisionLabel].filter(Boolean).join(' ')
  const label = (key: 'owner' | 'units' | 'due' | 'report') => t(`exchange.nodes.cockpit.taskColumns.${key}`)
  return (
    <tr>
      <td className="tight">
        <LightMark light={light ?? 'none'} />
      </td>
      <td>
        <b>{title}</b> <span className="badge solid">{t(`exchange.nodes.cockpit.taskStates.${state}`)}</span>
        <small>{[t('exchange.nodes.cockpit.number', { number }), source].join(' · ')}</small>
        {reasons.length > 0 && <small>{reasonText(reasons, 2)}</small>}
      </td>
      <td data-label={label('owner')}>
        {nameOf(owner)}
        <small>
          <AsOf completeAt={owner.completeAt} {...{ at, oldAfterMinutes }} />
        </small>
      </td>
      <td data-label={label('units')}>{units.map(({ shortName }) => shortName).join(comma())}</td>
      <td data-label={label('due')} className="tight">
        {dueOn ?? t('exchange.nodes.cockpit.noDue')}
      </td>
      <td data-label={label('report')}>
        {lastReport ? (
          <>
            {t(`exchange.nodes.cockpit.reportStates.${lastReport.state}`)}
            {lastReport.percent !== null && (
              <> · {t('exchange.nodes.cockpit.percent', { percent: lastReport.percent })}</>
            )}
            <small>
              {t('exchange.nodes.cockpit.reported', { unit: lastReport.unit, period: period(lastReport.period) })}
            </small>
            {lastReport.figures.map((figure) => (
              <small key={`${figure.indicator} ${figure.period}`}>
                {figure.indicator} {period(figure.period)} {figure.value ?? '—'} {figure.unit}
              </small>
            ))}
          </>
        ) : (
          t('exchange.nodes.cockpit.noReport')
        )}
      </td>
    </tr>
  )
}
