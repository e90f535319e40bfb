import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Drawer, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorDetail, RollUpView, Sentence } from '../../../../src/delivery/indicators/schemas.ts'
import { useClusterPlaces } from '../../gazetteer/api.ts'
import { colon } from '../../shell/punctuation.ts'
import { choicesQuery, useSetParts } from './api.ts'
import { SentenceLink, withUnit } from './parts.tsx'

/** What the targets of lower plans come to, beside this one: the two sentences of each finding stand side by side. */
export function RollUpSection({ one }: { one: IndicatorDetail }) {
  const { t } = useTranslation()
  const [setting, setSetting] = useState(false)
  const view = one.rollUpView
  return (
    <section>
      <h2 className="section-title">
        {t('delivery.indicators.rollUp')}
        <small>{view ? t(`delivery.indicators.rollUps.${view.kind}`) : t('delivery.indicators.rollUpLede')}</small>
        {one.mayManage && (
          <Button size="small" className="no-print" onClick={() => setSetting(true)}>
            {t('delivery.indicators.rollUpSet')}
          </Button>
        )}
      </h2>
      {one.partOf.map((higher) => (
        <p key={higher.id}>
          {t('delivery.indicators.partOf')}{' '}
          <Link to="/indicators/$indicatorId" params={{ indicatorId: higher.id }}>
            {higher.name}
          </Link>
        </p>
      ))}
      {view ? (
        <Findings view={view} />
      ) : (
        one.partOf.length === 0 && <p className="ind-note">{t('delivery.indicators.rollUpNone')}</p>
      )}
      <PartsDrawer open={setting} one={one} onClose={() => setSetting(false)} />
    </section>
  )
}

const VERDICT_TONE = {
  agrees: 'green',
  over: 'yellow',
  other_year: 'yellow',
  missing: 'grey',
  short: 'red',
  contradicting: 'red',
} as const

function Findings({ view }: { view: RollUpView }) {
  const { t } = useTranslation()
  const of = (id: string) => view.findings.filter((finding) => finding.partId === id)
  const general = view.findings.filter((finding) => finding.partId === null)
  return (
    <div className="ind-rollup">
      <p>
        <span className={`ind-status ${VERDICT_TONE[view.verdict]}`}>
          {t(`delivery.indicators.verdicts.${view.verdict}`)}
        </span>{' '}
        {view.total !== null &&
          t('delivery.indicators.rollUpTotal', {
            total: withUnit(view.total, view.higher.unit),
            target: withUnit(view.higher.target, view.higher.unit),
            difference: view.difference,
          })}
        {view.total !== null && !view.complete && ` ${t('delivery.indicators.rollUpPartial')}`}
      </p>
      {general.map((finding) => (
        <p key={`${finding.reason}${finding.place?.code}`} className="ind-note">
          {finding.place && <strong>{finding.place.name} </strong>}
          {t(`delivery.indicators.verdicts.${finding.verdict}`)}
          {colon()}
          {t(`delivery.indicators.reasons.${finding.reason}`)}
        </p>
      ))}
      {view.parts.map((part) => (
        <div key={part.indicatorId} className="ind-pair">
          <Side title={t('delivery.indicators.higher')} one={view.higher} />
          <Side title={t('delivery.indicators.lower2')} one={part} />
          {of(part.indicatorId).map((finding) => (
            <p key={finding.reason} className="found">
              {t(`delivery.indicators.verdicts.${finding.verdict}`)}
              {colon()}
              {t(`delivery.indicators.reasons.${finding.reason}`)}
            </p>
          ))}
        </div>
      ))}
    </div>
  )
}

function Side({ title, one }: { title: string; one: Sentence }) {
  return (
    <div>
      <h4>
        {title} {one.place?.shortName}
      </h4>
      <p>
        <Link to="/indicators/$indicatorId" params={{ indicatorId: one.indicatorId }}>
          {one.name}
        </Link>{' '}
        <strong>{withUnit(one.target, one.unit)}</strong> {one.targetYear ?? ''}
      </p>
      <SentenceLink {...one} label={one.provisionLabel} />
    </div>
  )
}

interface Values {
  rollUp: 'sum' | 'weighted' | 'each'
  expectedPlaces?: string[]
  parts: { id: string; weight?: string }[]
}

function PartsDrawer({ open, one, onClose }: { open: boolean; one: IndicatorDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const choices = useQuery({ ...choicesQuery, enabled: open })
  const set = useSetParts(one.id)
  const kind = Form.useWatch('rollUp', form)
  const view = one.rollUpView
  const places = useClusterPlaces()
  const save = (values: Values) =>
    set.mutate(
      {
        revision: one.revision,
        body: {
          rollUp: values.rollUp,
          expectedPlaces: values.expectedPlaces ?? [],
          parts: values.parts.map((part) => ({ id: part.id, weight: part.weight?.trim() || null })),
        },
      },
      { onSuccess: onClose },
    )
  return (
    <Drawer
      open={open}
      onClose={onClose}
      size={560}
      destroyOnHidden
      title={t('delivery.indicators.rollUpSet')}
      footer={
        <div className="drawer-footer">
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button type="primary" loading={set.isPending} onClick={() => form.submit()}>
            {t('delivery.indicators.save')}
          </Button>
        </div>
      }
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{
          rollUp: view?.kind ?? 'sum',
          expectedPlaces: view?.expectedPlaces.map(({ code }) => code) ?? [],
          parts: view?.parts.map((part) => ({ id: part.indicatorId, weight: part.weight ?? '' })) ?? [],
        }}
      >
        <Form.Item name="rollUp" label={t('delivery.indicators.rollUpKind')}>
          <Select
            options={(['sum', 'weighted', 'each'] as const).map((value) => ({
              value,
              label: t(`delivery.indicators.rollUps.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="expectedPlaces" label={t('delivery.indicators.expectedPlaces')}>
          <Select
            mode="multiple"
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={places.map(({ code, shortName }) => ({ value: code, label: `${shortName} ${code}` }))}
          />
        </Form.Item>
        <Form.List name="parts">
          {(fields, { add, remove }) => (
            <>
              <p>{t('delivery.indicators.parts')}</p>
              {fields.map(({ key, name }) => (
                <div key={key} className="ind-part">
                  <Form.Item name={[name, 'id']} rules={[{ required: true }]}>
                    <Select
                      showSearch={{ optionFilterProp: 'label' }}
                      aria-label={t('delivery.indicators.parts')}
                      options={choices.data
                        ?.filter(({ id }) => id !== one.id)
                        .map(({ id, name: label, place, target, unit }) => ({
                          value: id,
                          label: `${place ? `${place.shortName} ` : ''}${label} ${withUnit(target, unit)}`,
                        }))}
                    />
                  </Form.Item>
                  {kind === 'weighted' && (
                    <Form.Item name={[name, 'weight']} rules={[{ pattern: /^[0-9]{1,15}(\.[0-9]{1,8})?$/ }]}>
                      <Input
                        aria-label={t('delivery.indicators.weight')}
                        placeholder={t('delivery.indicators.weight')}
                      />
                    </Form.Item>
                  )}
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('delivery.indicators.partRemove')}
                    onClick={() => remove(name)}
                  />
                </div>
              ))}
              <Button icon={<PlusOutlined />} onClick={() => add({})}>
                {t('delivery.indicators.partAdd')}
              </Button>
            </>
          )}
        </Form.List>
      </Form>
    </Drawer>
  )
}
