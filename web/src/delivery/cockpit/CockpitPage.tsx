import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Cockpit } from '../../../../src/delivery/cockpit/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { lights, totalOf } from '../lights/LightBar.tsx'
import { cockpitQuery } from './api.ts'
import { ClusterMap } from './ClusterMap.tsx'
import { chapterRank } from './chapterOrder.ts'
import { Figures } from './Figures.tsx'
import type { CockpitFilter } from './filter.ts'
import { History } from './History.tsx'
import { Rules } from './Rules.tsx'
import { TallyTable } from './TallyTable.tsx'
import { WorstTasks } from './WorstTasks.tsx'
import './cockpit.css'

/** 总览: one page for a leader. From every figure to its tasks, from every task to the sentence of the plan. */
export function CockpitPage() {
  const { t } = useTranslation()
  const moment = useMoment()
  const filter = useSearch({ from: '/cockpit' })
  const navigate = useNavigate({ from: '/cockpit' })
  const cockpit = useQuery(cockpitQuery(filter))
  const choose = (change: CockpitFilter) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true })
  if (cockpit.isPending) return <Loading />
  if (cockpit.isError)
    return (
      <div className="page">
        <ProblemNotice problem={cockpit.error} onRetry={() => void cockpit.refetch()} />
      </div>
    )
  const { data } = cockpit
  if (data.programmes.length === 0)
    return (
      <Page title={t('delivery.cockpit.title')}>
        <QuietState title={t('delivery.cockpit.empty')}>{t('delivery.cockpit.emptyLede')}</QuietState>
      </Page>
    )
  return (
    <Page
      title={t('delivery.cockpit.title')}
      lede={t('delivery.cockpit.lede', { at: moment(data.asOf) })}
      actions={<Button onClick={() => window.print()}>{t('delivery.cockpit.print')}</Button>}
    >
      <div className="cockpit">
        <Filters data={data} filter={filter} onChoose={choose} />
        <Figures data={data} filter={filter} />
        <div className="cockpit-columns">
          <div className="cockpit-column">
            <ClusterMap places={data.places} selected={filter.place} onSelect={(place) => choose({ place })} />
            <TallyTable
              title={t('delivery.cockpit.byPlace')}
              rows={data.places.map(({ code, name, level, lights, redBefore }) => ({
                key: code,
                name,
                strong: level === 'province',
                tally: lights,
                redBefore,
                filter: { ...filter, place: code },
              }))}
            />
          </div>
          <div className="cockpit-column first-on-phone">
            <WorstTasks data={data} filter={filter} />
            <Chapters data={data} filter={filter} />
          </div>
        </div>
        <History data={data} />
        <Rules />
      </div>
    </Page>
  )
}

function Filters(props: { data: Cockpit; filter: CockpitFilter; onChoose: (change: CockpitFilter) => void }) {
  const { t } = useTranslation()
  const { data, filter, onChoose } = props
  const chosen = [
    filter.programme && data.programmes.find(({ id }) => id === filter.programme)?.title,
    filter.place && data.places.find(({ code }) => code === filter.place)?.name,
  ].filter(Boolean)
  return (
    <div className="cockpit-filters">
      {chosen.length > 0 && <p className="print-only">{chosen.join(' · ')}</p>}
      <Select
        className="no-print"
        aria-label={t('delivery.cockpit.programme')}
        value={filter.programme ?? ''}
        popupMatchSelectWidth={false}
        onChange={(programme) => onChoose({ programme: programme || undefined, chapter: undefined })}
        options={[
          { value: '', label: t('delivery.cockpit.allProgrammes') },
          ...data.programmes.map(({ id, title }) => ({ value: id, label: title })),
        ]}
      />
      <Select
        className="no-print"
        aria-label={t('delivery.cockpit.place')}
        value={filter.place ?? ''}
        popupMatchSelectWidth={false}
        onChange={(place) => onChoose({ place: place || undefined })}
        options={[
          { value: '', label: t('delivery.cockpit.allPlaces') },
          ...data.places.map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
    </div>
  )
}

/** Chapters of one plan; with several plans, the plans. */
function Chapters({ data, filter }: { data: Cockpit; filter: CockpitFilter }) {
  const { t } = useTranslation()
  const titles = new Map(data.programmes.map(({ id, title }) => [id, title]))
  const programmes = Map.groupBy(data.chapters, ({ programmeId }) => programmeId)
  if (programmes.size > 1)
    return (
      <TallyTable
        title={t('delivery.cockpit.byProgramme')}
        rows={[...programmes].map(([id, chapters]) => ({
          key: id,
          name: titles.get(id) ?? '',
          tally: Object.fromEntries(
            lights.map((light) => [light, chapters.reduce((sum, one) => sum + (one.lights[light] ?? 0), 0)]),
          ),
          redBefore: chapters.some(({ redBefore }) => redBefore !== null)
            ? chapters.reduce((sum, { redBefore }) => sum + (redBefore ?? 0), 0)
            : null,
          filter: { ...filter, programme: id },
        }))}
      />
    )
  return (
    <TallyTable
      title={t('delivery.cockpit.byChapter')}
      rows={data.chapters
        .filter(({ lights }) => totalOf(lights) > 0)
        .toSorted((one, other) => chapterRank(one.chapter) - chapterRank(other.chapter))
        .map(({ programmeId, chapter, label, lights, redBefore }) => ({
          key: chapter,
          name: label || chapter || t('delivery.cockpit.outsideChapters'),
          tally: lights,
          redBefore,
          filter: { ...filter, programme: programmeId, chapter },
        }))}
    />
  )
}
