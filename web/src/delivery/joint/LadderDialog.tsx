import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Ladder, LadderPresets, UnitRef } from '../../../../src/delivery/joint/schemas.ts'
import type { Cluster } from '../../../../src/gazetteer/schemas.ts'
import { useSession } from '../../access/session.ts'
import { get, send } from '../../shell/api.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { MergeFields, outdatedFacts, useMerge } from '../../shell/MergeFields.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { colon, semicolon } from '../../shell/punctuation.ts'
import { useForgetJoint } from './api.ts'
import { UnitsPicker, unitNames } from './parts.tsx'

interface TierValues {
  id?: string
  name: string
  answerDays?: number | null
  rotation: 'none' | 'meeting' | 'year'
  hosts: UnitRef[]
  members?: UnitRef[]
}
interface Values {
  clusterId: string
  name: string
  source?: string
  tiers: TierValues[]
}

type Edited = Required<Pick<Values, 'name' | 'source' | 'tiers'>>
const edited = ['name', 'source', 'tiers'] as const
const editedOf = ({ name, source = '', tiers }: Pick<Values, 'name' | 'source' | 'tiers'>): Edited => ({
  name,
  source,
  tiers: tiers.map(({ id, name, answerDays, rotation, hosts, members }) => ({
    ...(id ? { id } : {}),
    ...{ name, answerDays: answerDays ?? null, rotation, hosts, members: members ?? [] },
  })),
})

/** Sets up a ladder, or changes it: its tiers from the bottom up, who hosts them, how long they have to answer. */
export function LadderDialog(props: { ladder?: Ladder; preset?: LadderPresets['items'][number]; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { ladder, preset } = props
  const [form] = Form.useForm<Values>()
  const forget = useForgetJoint()
  const actor = useSession().data?.actor
  const clusters = useQuery({
    queryKey: ['clusters'],
    queryFn: ({ signal }) => get<{ items: Cluster[] }>('/api/v1/clusters', undefined, signal),
    staleTime: 300_000,
  })
  const merge = useMerge<Edited>(editedOf(ladder ?? { name: '', tiers: [] }), ladder?.revision ?? 0, edited)
  const save = useMutation({
    mutationFn: ({ clusterId, name, source, tiers }: Values) => {
      const body = {
        name,
        source: source ?? '',
        tiers: tiers.map((tier) => ({
          ...(tier.id ? { id: tier.id } : {}),
          name: tier.name,
          answerDays: tier.answerDays ?? null,
          rotation: tier.rotation,
          hosts: tier.hosts.map(({ id }) => id),
          members: (tier.members ?? []).map(({ id }) => id),
        })),
      }
      return ladder
        ? send<Ladder>('PATCH', `/api/v1/ladders/${ladder.id}`, body, merge.revision)
        : send<Ladder>('POST', '/api/v1/ladders', { clusterId, ...body })
    },
    onSuccess: () => {
      forget()
      void message.success(t('delivery.joint.ladders.saved'))
      props.onClose()
    },
    onError: (error) => {
      const now = outdatedFacts(error)?.current as Ladder | undefined
      if (now) form.setFieldsValue(merge.meet(editedOf(form.getFieldsValue(true)), editedOf(now), now.revision))
    },
  })
  const blank: TierValues = { name: '', answerDays: null, rotation: 'none', hosts: [], members: [] }
  const office = actor
    ? [{ id: actor.organizationId, name: actor.organizationName, shortName: actor.organizationName }]
    : []
  const initial = ladder
    ? { name: ladder.name, source: ladder.source, tiers: ladder.tiers, clusterId: ladder.cluster.id }
    : {
        name: preset?.name ?? '',
        source: preset?.source ?? '',
        clusterId: clusters.data?.items[0]?.id,
        tiers: preset?.tiers.map((tier) => ({ ...blank, hosts: office, ...tier })) ?? [blank],
      }
  if (!ladder && clusters.isPending) return null
  const only = clusters.data?.items.length === 1
  return (
    <FormDialog
      open
      title={ladder ? t('delivery.joint.ladders.edit') : t('delivery.joint.ladders.add')}
      confirmLoading={save.isPending}
      onCancel={props.onClose}
      onOk={() => form.submit()}
      width={760}
      destroyOnHidden
    >
      <MergeFields<Edited>
        conflicts={merge.conflicts}
        label={(key) => t(`delivery.joint.ladders.${key === 'tiers' ? 'tiersOf' : key}`)}
        show={(key, value) =>
          key === 'tiers' ? (
            <ol>
              {(value as TierValues[]).map((tier, index) => (
                <li key={tier.id ?? index}>
                  {tier.name}
                  {colon()}
                  {unitNames(tier.hosts)}
                  {tier.answerDays
                    ? `${semicolon()}${t('delivery.joint.ladders.days', { count: tier.answerDays })}`
                    : ''}
                </li>
              ))}
            </ol>
          ) : (
            String(value || '—')
          )
        }
        onTake={(key, value) => form.setFieldsValue({ [key]: value })}
      />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(values) =>
          save.mutate({ ...values, clusterId: values.clusterId ?? clusters.data?.items[0]?.id ?? '' })
        }
      >
        <Form.Item
          name="name"
          label={t('delivery.joint.ladders.name')}
          rules={[{ required: true, whitespace: true, max: 300 }]}
        >
          <Input />
        </Form.Item>
        {!ladder && !only && (
          <Form.Item name="clusterId" label={t('delivery.joint.ladders.cluster')} rules={[{ required: true }]}>
            <Select options={(clusters.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
        <Form.Item name="source" label={t('delivery.joint.ladders.source')}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={2000} />
        </Form.Item>
        <Form.List name="tiers">
          {(fields, { add, remove, move }) => (
            <>
              {fields.map(({ key, name }, index) => (
                <fieldset key={key} className="tier-form">
                  <h4>
                    <span>{t('delivery.joint.ladders.tier', { position: index + 1 })}</span>
                    <Button size="small" type="text" disabled={index === 0} onClick={() => move(index, index - 1)}>
                      {t('delivery.joint.ladders.up')}
                    </Button>
                    <Button
                      size="small"
                      type="text"
                      disabled={index === fields.length - 1}
                      onClick={() => move(index, index + 1)}
                    >
                      {t('delivery.joint.ladders.down')}
                    </Button>
                    {fields.length > 1 && (
                      <Button size="small" type="text" onClick={() => remove(name)}>
                        {t('delivery.joint.ladders.removeTier')}
                      </Button>
                    )}
                  </h4>
                  <Form.Item name={[name, 'id']} hidden>
                    <Input />
                  </Form.Item>
                  <div className="tier-fields">
                    <Form.Item
                      name={[name, 'name']}
                      label={t('delivery.joint.ladders.tierName')}
                      rules={[{ required: true, whitespace: true, max: 300 }]}
                    >
                      <Input />
                    </Form.Item>
                    <Form.Item
                      name={[name, 'answerDays']}
                      label={t('delivery.joint.ladders.answerDays')}
                      extra={t('delivery.joint.ladders.answerDaysHint')}
                    >
                      <InputNumber min={1} max={250} precision={0} />
                    </Form.Item>
                  </div>
                  <Form.Item
                    name={[name, 'hosts']}
                    label={t('delivery.joint.ladders.hosts')}
                    rules={[
                      { type: 'array', required: true, min: 1, message: t('delivery.joint.ladders.hostsNeeded') },
                    ]}
                  >
                    <UnitsPicker label={t('delivery.joint.ladders.hosts')} />
                  </Form.Item>
                  <div className="tier-fields">
                    <Form.Item name={[name, 'rotation']} label={t('delivery.joint.ladders.rotation')}>
                      <Select
                        options={(['none', 'meeting', 'year'] as const).map((value) => ({
                          value,
                          label: t(`delivery.joint.ladders.rotations.${value}`),
                        }))}
                      />
                    </Form.Item>
                    <Form.Item name={[name, 'members']} label={t('delivery.joint.ladders.members')}>
                      <UnitsPicker label={t('delivery.joint.ladders.members')} />
                    </Form.Item>
                  </div>
                </fieldset>
              ))}
              <Button type="dashed" block onClick={() => add(blank)}>
                {t('delivery.joint.ladders.addTier')}
              </Button>
            </>
          )}
        </Form.List>
      </Form>
      {save.isError && !outdatedFacts(save.error) && <ProblemNotice problem={save.error} />}
    </FormDialog>
  )
}
