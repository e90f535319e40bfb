import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { ClassMark, MetMark } from '../../monitoring/shared/ClassMark.tsx'
import { get } from '../../shell/api.ts'
import { usePeriod } from '../../shell/period.ts'
import { comma } from '../../shell/punctuation.ts'
import { useMoment } from '../../shell/time.ts'
import { useParameterName } from '../parts/names.ts'
import { useStatementHome } from './home.ts'
import type { Judged } from './MonthStrip.tsx'
import { behindOf, monthAddress, printedValue, useUnit } from './values.ts'

/** One month behind a line: what was measured, how it was judged, and the observations one by one. */
export function MonthDrawer(props: { one: StatementDetail; judged: Judged; month: number; onClose: () => void }) {
  const { t } = useTranslation()
  const period = usePeriod()
  const name = useParameterName()
  const unit = useUnit()
  const { node } = useStatementHome()
  const { one, judged, month } = props
  const { section, sectionId, year, items } = judged
  const found = one.evidence.sections.find((of) => of.section === section && of.year === year)
  const datum = found?.months.find((of) => of.month === month)
  const verdict = judged.months.find((of) => of.month === month)
  const codes = [...items, ...Object.keys(datum?.values ?? {}).filter((code) => !items.includes(code))]
  const shown = codes.filter((code) => datum?.values[code] || (items.length <= 12 && items.includes(code)))
  const behind = behindOf(datum?.provenance ?? [])
  return (
    <Drawer
      open
      size={480}
      title={`${section} ${period(monthAddress(year, month))}`}
      onClose={props.onClose}
      destroyOnHidden
    >
      <p className="month-verdict">
        <ClassMark of={verdict?.class ?? null} /> <MetMark meets={verdict?.meets ?? null} />{' '}
        {verdict && verdict.decidedBy.length > 0 && (
          <span>{t('settlement.statements.decidedBy', { items: verdict.decidedBy.map(name).join(comma()) })}</span>
        )}
      </p>
      <table className="month-values">
        <thead>
          <tr>
            <th scope="col">{t('settlement.statements.item')}</th>
            <th scope="col">{t('settlement.statements.value')}</th>
            <th scope="col">{t('settlement.statements.unit')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((code) => (
            <tr key={code} className={verdict?.meets === false && verdict.decidedBy.includes(code) ? 'worse' : ''}>
              <th scope="row">{name(code)}</th>
              <td>{printedValue(datum?.values[code])}</td>
              <td>{unit(code)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sectionId && (
        <p>
          <Link to="/sections/$sectionId" params={{ sectionId }} search={{ month: monthAddress(year, month) }}>
            {t('settlement.statements.toSection')}
          </Link>
        </p>
      )}
      <h3 className="st-sub">{t('settlement.statements.observations')}</h3>
      {node !== null && <p className="st-faint">{t('settlement.statements.observationsThere', { node })}</p>}
      {behind.observations.length + behind.series.length + behind.attestations.length === 0 && (
        <p>{t('settlement.statements.noObservations')}</p>
      )}
      <ul className="behind">
        {behind.observations.map((id) => (node === null ? <Observation key={id} id={id} /> : <li key={id}>{id}</li>))}
        {behind.series.map(({ datastream, first, last }) => (
          <li key={`${datastream} ${first}`}>{t('settlement.statements.series', { datastream, first, last })}</li>
        ))}
        {behind.attestations.map((id) => (
          <li key={id}>{t('settlement.statements.attestation', { id })}</li>
        ))}
      </ul>
      {behind.assessment && (
        <p className="st-faint">{t('settlement.statements.assessment', { id: behind.assessment })}</p>
      )}
    </Drawer>
  )
}

interface Observed {
  phenomenonTime: string
  result: number | string
  Datastream?: { name?: string; unitOfMeasurement?: { symbol?: string } }
}

/** An observation as the open interface has it: its own address is what the parties can both look up. */
function Observation({ id }: { id: string }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const address = `/sensorthings/v1.1/Observations('${encodeURIComponent(id)}')`
  const found = useQuery({
    queryKey: ['observation', id],
    queryFn: ({ signal }) => get<Observed>(address, { $expand: 'Datastream' }, signal),
    retry: false,
    staleTime: 300_000,
  })
  const one = found.data
  const [datastream = '', at = ''] = id.split('_')
  return (
    <li>
      <a href={address} target="_blank" rel="noreferrer">
        {one?.Datastream?.name ?? t('settlement.statements.datastream', { id: datastream })}
      </a>{' '}
      <time>{moment(one?.phenomenonTime ?? (/^\d+$/.test(at) ? new Date(Number(at)).toISOString() : at))}</time>{' '}
      {one && (
        <b>
          {String(one.result)} {one.Datastream?.unitOfMeasurement?.symbol ?? ''}
        </b>
      )}
    </li>
  )
}
