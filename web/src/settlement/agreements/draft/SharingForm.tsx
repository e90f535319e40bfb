import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Input, InputNumber, Radio, Select } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../delivery/tasks/Field.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { Labelled } from '../../parts/Labelled.tsx'
import { useDraftAgreement } from '../api.ts'
import { replaced, without } from '../formula/tree.ts'
import { firstSharing, type SharingText, sharingFrom } from './sharingText.ts'

/** Shared revenue of a relocated enterprise, a jointly built park, or after a merger, as a form. */
export function SharingForm({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const draft = useDraftAgreement()
  const [text, setText] = useState<SharingText>(() => firstSharing(new Date().getFullYear()))
  const [wasTried, setTried] = useState(false)
  const once = useRef({ key: '', of: '' })
  const { sharing, wrong } = sharingFrom(text)
  const names = [text.host, ...text.others].map((name) => name.trim())
  const set = (part: Partial<SharingText>) => setText((now) => ({ ...now, ...part }))
  const decimal = (value: string, label: string, change: (value: string) => void) => (
    <Input
      inputMode="decimal"
      maxLength={26}
      aria-label={label}
      value={value}
      onChange={(event) => change(event.target.value.trim().replaceAll(',', ''))}
    />
  )
  const onSave = () => {
    setTried(true)
    if (!sharing) return
    const of = JSON.stringify(sharing)
    if (once.current.of !== of) once.current = { key: crypto.randomUUID(), of }
    draft.mutate(
      { body: { sharing, name: sharing.name }, once: once.current.key },
      {
        onSuccess: ({ id }) =>
          void navigate({ to: '/agreements/$agreementId/edit', params: { agreementId: id }, replace: true }),
      },
    )
  }
  return (
    <form
      className="sharing-form"
      onSubmit={(event) => {
        event.preventDefault()
        onSave()
      }}
    >
      <Field label={t('settlement.agreements.editor.name')}>
        {(id) => (
          <Input id={id} maxLength={200} value={text.name} onChange={(event) => set({ name: event.target.value })} />
        )}
      </Field>
      <Field label={t('settlement.agreements.text.years')}>
        {(id) => (
          <span className="year-pair">
            <InputNumber
              id={id}
              min={2000}
              max={2199}
              precision={0}
              value={text.first}
              onChange={(first) => set({ first })}
            />
            {' — '}
            <InputNumber
              min={2000}
              max={2199}
              precision={0}
              aria-label={t('settlement.agreements.editor.lastYear')}
              value={text.last}
              onChange={(last) => set({ last })}
            />
          </span>
        )}
      </Field>
      <Field label={t('settlement.agreements.create.host')}>
        {(id) => (
          <Input id={id} maxLength={100} value={text.host} onChange={(event) => set({ host: event.target.value })} />
        )}
      </Field>
      <Field label={t('settlement.agreements.create.others')}>
        {(id) => (
          <Select
            id={id}
            mode="tags"
            open={false}
            suffixIcon={null}
            value={[...text.others]}
            placeholder={t('settlement.agreements.create.othersHint')}
            onChange={(others: string[]) => set({ others })}
          />
        )}
      </Field>
      <Radio.Group
        aria-label={t('settlement.agreements.create.by')}
        value={text.by}
        onChange={(event) => set({ by: event.target.value })}
        options={(['periods', 'merger'] as const).map((value) => ({
          value,
          label: t(`settlement.agreements.create.bys.${value}`),
        }))}
      />
      {text.by === 'merger' ? (
        <Field label={t('settlement.agreements.create.assetsWeight')}>
          {() =>
            decimal(text.assetsWeight, t('settlement.agreements.create.assetsWeight'), (assetsWeight) =>
              set({ assetsWeight }),
            )
          }
        </Field>
      ) : (
        <>
          <h2 className="section-title">{t('settlement.agreements.create.periods')}</h2>
          {text.periods.map((period, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: its years change while they are typed
            <fieldset key={index} className="period-row">
              <span className="year-pair">
                <InputNumber
                  min={2000}
                  max={2199}
                  precision={0}
                  aria-label={t('settlement.agreements.editor.firstYear')}
                  value={period.from}
                  onChange={(from) => set({ periods: replaced(text.periods, index, { ...period, from }) })}
                />
                {' — '}
                <InputNumber
                  min={2000}
                  max={2199}
                  precision={0}
                  aria-label={t('settlement.agreements.editor.lastYear')}
                  value={period.to}
                  onChange={(to) => set({ periods: replaced(text.periods, index, { ...period, to }) })}
                />
              </span>
              {names.filter(Boolean).map((name) => (
                <Labelled key={name} label={t('settlement.agreements.create.weight', { name })}>
                  {decimal(period.weights[name] ?? '', t('settlement.agreements.create.weight', { name }), (weight) =>
                    set({
                      periods: replaced(text.periods, index, {
                        ...period,
                        weights: { ...period.weights, [name]: weight },
                      }),
                    }),
                  )}
                </Labelled>
              ))}
              <Button
                type="text"
                icon={<DeleteOutlined />}
                disabled={text.periods.length <= 1}
                aria-label={t('settlement.agreements.editor.remove')}
                onClick={() => set({ periods: without(text.periods, index) })}
              />
            </fieldset>
          ))}
          <Button
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => set({ periods: [...text.periods, { from: null, to: null, weights: {} }] })}
          >
            {t('settlement.agreements.create.addPeriod')}
          </Button>
          <h2 className="section-title">
            {t('settlement.agreements.create.ceilings')} <small>{t('settlement.agreements.create.ceilingsLede')}</small>
          </h2>
          {text.others.map((name) => (
            <fieldset key={name} className="period-row">
              <b>{name}</b>
              {(['perYear', 'total'] as const).map((which) => (
                <Labelled key={which} label={t(`settlement.agreements.create.${which}`)}>
                  {decimal(
                    text.ceilings[name]?.[which] ?? '',
                    `${name} ${t(`settlement.agreements.create.${which}`)}`,
                    (value) =>
                      set({ ceilings: { ...text.ceilings, [name]: { ...text.ceilings[name], [which]: value } } }),
                  )}
                </Labelled>
              ))}
            </fieldset>
          ))}
        </>
      )}
      {wasTried && wrong && (
        <p className="refused-words" role="alert">
          {t(`settlement.agreements.create.wrong.${wrong}`)}
        </p>
      )}
      {draft.isError && <ProblemNotice problem={draft.error} />}
      <div className="acts">
        <Button onClick={onBack}>{t('settlement.agreements.create.another')}</Button>
        <Button type="primary" htmlType="submit" loading={draft.isPending}>
          {t('settlement.agreements.editor.save')}
        </Button>
      </div>
    </form>
  )
}
