import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Datastream, StationDetail } from '../../../../src/monitoring/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed } from '../../shell/punctuation.ts'
import { colors } from '../../shell/theme.ts'
import { useMoment } from '../../shell/time.ts'
import { sectionQuery } from '../sections/api.ts'
import { CLASS_COLOURS, useClassText } from '../shared/classes.ts'
import { CHART_BASE, EChart, valueAxis } from '../shared/EChart.tsx'
import { useParameters } from '../shared/parameters.ts'
import { thresholdsOf } from '../shared/thresholds.ts'
import { shortNumber, withUnit } from '../shared/values.ts'
import { meansQuery } from './api.ts'
import { STEPS, type StationSearch, type Step, withGaps } from './filter.ts'

interface Props {
  station: StationDetail
  stream: Datastream
  step: Step
  span: { from: string; to: string }
  onChange: (part: { [Key in keyof StationSearch]?: StationSearch[Key] | undefined }) => void
}

/** The axis has days of China, wherever the page is read. */
const dayText = (at: number, step: Step): string => {
  const day = new Date(at + 8 * 3_600_000).toISOString()
  return step === 'month' ? day.slice(0, 7) : day.slice(5, 10)
}

/** The course of one datastream by hour, day or month, with limits, and marks where values stand out. */
export function StreamChart({ station, stream, step, span, onChange }: Props) {
  const { t } = useTranslation()
  const moment = useMoment()
  const said = useClassText()
  const parameters = useParameters()
  const found = useQuery(meansQuery({ datastream: stream.id, by: step, ...span }))
  const sectionId = station.place?.section?.id
  const section = useQuery({ ...sectionQuery(sectionId ?? ''), enabled: sectionId !== undefined })
  const points = useMemo(() => withGaps(found.data?.series[0]?.periods ?? [], step), [found.data, step])
  const limits = station.kind === 'surface_water' ? (parameters.of(stream.parameter)?.limits ?? null) : null
  const target = section.data?.term?.targetClass ?? null
  const water = section.data?.water === 'lake' ? 'lake' : 'river'
  const name = parameters.nameOf(stream.parameter)
  // biome-ignore lint/correctness/useExhaustiveDependencies: all the rest follows from these
  const option = useMemo(() => {
    const numbers = points.flatMap(({ mean }) => (mean === null ? [] : [mean]))
    const thresholds = thresholdsOf(limits, water, numbers, target)
    const top = Math.max(0, ...numbers, ...thresholds.map(({ value }) => value))
    return {
      ...CHART_BASE,
      grid: { left: 8, right: 70, top: 36, bottom: 46, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      dataZoom: [
        { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false },
        { type: 'slider', height: 18, bottom: 8, labelFormatter: '' },
      ],
      tooltip: {
        ...CHART_BASE.tooltip,
        formatter: (all: readonly { dataIndex: number }[]) => textOf(all[0]?.dataIndex ?? -1),
      },
      xAxis: {
        type: 'time',
        axisLabel: { color: colors.inkSoft, hideOverlap: true, formatter: (at: number) => dayText(at, step) },
        axisLine: { lineStyle: { color: colors.lineStrong } },
      },
      yAxis: valueAxis(stream.unit, {
        ...(top > 0 ? { max: Number((top * 1.08).toPrecision(2)) } : {}),
        scale: limits?.rule === 'range',
      }),
      series: [
        {
          name,
          type: 'line',
          connectNulls: false,
          showSymbol: points.length < 200,
          symbolSize: 6,
          lineStyle: { width: 1.8, color: colors.accent },
          itemStyle: { color: colors.accent },
          data: points.map(({ at, mean }) => [at, mean]),
          markLine: {
            silent: true,
            symbol: 'none',
            data: thresholds.map(({ value, classes }) => ({
              yAxis: value,
              lineStyle: {
                color: CLASS_COLOURS[classes[0] ?? 'I'],
                type: 'dashed',
                width: target && classes.includes(target) ? 2 : 1,
              },
              label: { formatter: `${said(classes.at(-1) ?? 'I')} ${value}`, color: colors.inkSoft, position: 'end' },
            })),
          },
        },
        {
          name: t('monitoring.stations.flags.outlier'),
          type: 'scatter',
          symbol: 'diamond',
          symbolSize: 13,
          itemStyle: { color: colors.refused, borderColor: '#fff' },
          data: points.flatMap(({ at, mean, flagged }) => (flagged > 0 ? [[at, mean]] : [])),
          tooltip: { show: false },
        },
      ],
    }
  }, [points, limits, water, target, name, stream.unit, step])
  function textOf(index: number): string {
    const point = points[index]
    if (!point) return ''
    if (point.mean === null) return `${moment(new Date(point.at).toISOString())}<br>${t('monitoring.sections.gap')}`
    const mean = `${t('monitoring.stations.mean')} ${withUnit(shortNumber(point.mean), stream.unit)}`
    const range =
      point.count > 1 && point.lowest !== null && point.highest !== null
        ? `${t('monitoring.stations.range')} ${shortNumber(point.lowest)}–${shortNumber(point.highest)}${bracketed(point.count)}`
        : ''
    const flagged = point.flagged > 0 ? t('monitoring.sections.flagged', { count: point.flagged }) : ''
    return [moment(new Date(point.at).toISOString()), mean, range, flagged].filter(Boolean).join('<br>')
  }
  return (
    <section>
      <h2 className="section-title">
        {name} <small>{t('monitoring.stations.chartLede')}</small>
      </h2>
      <div className="mon-bar no-print">
        <Segmented
          value={step}
          onChange={(chosen) => onChange({ step: chosen, from: undefined })}
          options={STEPS.map((value) => ({ value, label: t(`monitoring.stations.by.${value}`) }))}
        />
        <span className="sta-span">
          <input
            type="date"
            aria-label={t('monitoring.stations.from')}
            value={span.from}
            max={span.to}
            onChange={(event) => onChange({ from: event.target.value || undefined })}
          />
          –
          <input
            type="date"
            aria-label={t('monitoring.stations.to')}
            value={span.to}
            onChange={(event) => onChange({ to: event.target.value || undefined })}
          />
        </span>
      </div>
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && points.length === 0 && <p className="mon-note">{t('monitoring.stations.chartNone')}</p>}
      {points.length > 0 && (
        <figure>
          <EChart label={t('monitoring.stations.chartLabel', { name })} option={option} />
          {limits?.[water] && (
            <figcaption className="mon-note">
              {target
                ? t('monitoring.stations.chartLimits', { standard: limits.standard, target: said(target) })
                : t('monitoring.stations.chartLimitsOnly', { standard: limits.standard })}
            </figcaption>
          )}
        </figure>
      )}
    </section>
  )
}
