import { useQuery } from '@tanstack/react-query'
import { App, Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PeriodKind, PeriodList } from '../../../../src/exchange/schemas.ts'
import { useMay } from '../../access/session.ts'
import { CardTable } from '../../monitoring/shared/CardTable.tsx'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { periodsQuery, useSetPeriod } from './api.ts'
import { SharingNav } from './parts.tsx'

const KINDS = [
  'answer_unconditional',
  'answer_conditional',
  'provide',
  'verify',
] as const satisfies readonly PeriodKind[]

/** 答复时限: the regulation's terms, and where a place is stricter. */
export function PeriodsPage() {
  const { t } = useTranslation()
  const mayConfigure = useMay('sharing.configure')
  const [isSetting, setSetting] = useState(false)
  const found = useQuery(periodsQuery)
  return (
    <Page
      title={t('exchange.sharing.periods.title')}
      lede={t('exchange.sharing.periods.lede')}
      actions={
        mayConfigure && (
          <Button type="primary" onClick={() => setSetting(true)}>
            {t('exchange.sharing.periods.set')}
          </Button>
        )
      }
    >
      <SharingNav />
      {found.isPending && <Loading />}
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <PeriodTable items={found.data.items} />}
      {isSetting && <SetDialog onClose={() => setSetting(false)} />}
    </Page>
  )
}

function PeriodTable({ items }: PeriodList) {
  const { t } = useTranslation()
  const moment = useMoment()
  const [showsOld, setShowsOld] = useState(false)
  return (
    <>
      {items.some(({ stands }) => !stands) && (
        <Checkbox checked={showsOld} onChange={({ target }) => setShowsOld(target.checked)}>
          {t('exchange.sharing.periods.showOld')}
        </Checkbox>
      )}
      <CardTable
        items={KINDS.flatMap((kind) => items.filter((one) => one.kind === kind && (one.stands || showsOld)))}
        keyOf={({ id }) => id}
        head={(name) => t(`exchange.sharing.periods.columns.${name}`)}
        cells={{
          kind: ({ kind, stands }) => (
            <>
              {t(`exchange.sharing.periods.kinds.${kind}`)}
              {!stands && <small>{t('exchange.sharing.periods.replaced')}</small>}
            </>
          ),
          place: ({ place, placeName }) =>
            place === '000000' ? t('exchange.sharing.periods.everywhere') : (placeName ?? place),
          days: ({ workingDays }) => workingDays,
          basis: ({ basis }) => basis,
          by: ({ organizationName, userName, at }) =>
            organizationName === '' ? (
              t('exchange.sharing.periods.bySystem')
            ) : (
              <>
                {userName}
                <small>
                  {organizationName} · {moment(at)}
                </small>
              </>
            ),
        }}
      />
    </>
  )
}

function SetDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [once] = useState(() => crypto.randomUUID())
  const [kind, setKind] = useState<PeriodKind>('answer_conditional')
  const [place, setPlace] = useState('')
  const [days, setDays] = useState<number | null>(5)
  const [basis, setBasis] = useState('')
  const [kindField, placeField, daysField, basisField] = [useId(), useId(), useId(), useId()]
  const set = useSetPeriod()
  const isMissing = !/^[1-9]\d{5}$/.test(place.trim()) || days === null || basis.trim() === ''
  const send = () =>
    set.mutate(
      { body: { kind, place: place.trim(), workingDays: days ?? 1, basis: basis.trim() }, once },
      {
        onSuccess: () => {
          void message.success(t('exchange.sharing.periods.saved'))
          onClose()
        },
      },
    )
  return (
    <FormDialog
      open
      untouched={place === '' && basis === ''}
      title={t('exchange.sharing.periods.set')}
      okText={t('exchange.sharing.periods.set')}
      okButtonProps={{ disabled: isMissing }}
      confirmLoading={set.isPending}
      onCancel={onClose}
      onOk={send}
    >
      <p>{t('exchange.sharing.periods.setLede')}</p>
      <label htmlFor={kindField}>{t('exchange.sharing.periods.columns.kind')}</label>
      <Select
        id={kindField}
        className="sharing-wide"
        value={kind}
        onChange={setKind}
        options={KINDS.map((value) => ({ value, label: t(`exchange.sharing.periods.kinds.${value}`) }))}
      />
      <label htmlFor={placeField}>{t('exchange.sharing.periods.place')}</label>
      <Input
        id={placeField}
        inputMode="numeric"
        maxLength={6}
        value={place}
        onChange={({ target }) => setPlace(target.value)}
      />
      <label htmlFor={daysField}>{t('exchange.sharing.periods.days')}</label>
      <InputNumber
        id={daysField}
        className="sharing-wide"
        min={1}
        max={60}
        precision={0}
        value={days}
        onChange={setDays}
      />
      <label htmlFor={basisField}>{t('exchange.sharing.periods.basis')}</label>
      <Input id={basisField} maxLength={300} value={basis} onChange={({ target }) => setBasis(target.value)} />
      {set.isError && <ProblemNotice problem={set.error} />}
    </FormDialog>
  )
}
