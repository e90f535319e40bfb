import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganizationRef } from '../../../../src/plan/schemas.ts'
import { useClusterPlaces } from '../../gazetteer/api.ts'
import { OrganizationPicker } from '../../gazetteer/OrganizationPicker.tsx'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { useOpenFund } from './api.ts'

interface Values {
  name: string
  members: { place: string; unit: OrganizationRef }[]
}

/** 设立基金: its name and its members, each a jurisdiction with the unit that pays. */
export function OpenFundDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const places = useClusterPlaces()
  const [form] = Form.useForm<Values>()
  const [once] = useState(() => crypto.randomUUID())
  const open = useOpenFund()
  const submit = ({ name, members }: Values) =>
    open.mutate(
      {
        once,
        body: {
          name,
          members: members.map(({ place, unit }) => ({
            name: places.find(({ code }) => code === place)?.shortName ?? place,
            jurisdictionCode: place,
            organizationId: unit.id,
          })),
        },
      },
      { onSuccess: ({ id }) => void navigate({ to: '/fund/$fundId', params: { fundId: id } }) },
    )
  const needed = (message: string) => [{ required: true, message }]
  return (
    <FormDialog
      open
      width={640}
      title={t('settlement.fund.open')}
      okText={t('settlement.fund.open')}
      confirmLoading={open.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ members: [{}, {}] }} onFinish={submit}>
        <Form.Item
          name="name"
          label={t('settlement.fund.name')}
          rules={[{ required: true, whitespace: true, message: t('settlement.fund.name') }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item label={t('settlement.fund.members')} extra={t('settlement.fund.membersLede')}>
          <Form.List name="members">
            {(fields, { add, remove }) => (
              <>
                {fields.map(({ key, name }) => (
                  <div key={key} className="fund-row">
                    <Form.Item name={[name, 'place']} rules={needed(t('settlement.fund.placeNeeded'))}>
                      <Select
                        showSearch={{ optionFilterProp: 'label' }}
                        aria-label={t('settlement.fund.place')}
                        placeholder={t('settlement.fund.place')}
                        options={places.map(({ code, shortName }) => ({ value: code, label: shortName }))}
                      />
                    </Form.Item>
                    <Form.Item name={[name, 'unit']} rules={needed(t('settlement.fund.unitNeeded'))}>
                      <OrganizationPicker placeholder={t('settlement.fund.unit')} />
                    </Form.Item>
                    <Button
                      type="text"
                      icon={<MinusCircleOutlined />}
                      aria-label={t('settlement.fund.remove')}
                      disabled={fields.length <= 2}
                      onClick={() => remove(name)}
                    />
                  </div>
                ))}
                <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({})}>
                  {t('settlement.fund.addMember')}
                </Button>
              </>
            )}
          </Form.List>
        </Form.Item>
      </Form>
    </FormDialog>
  )
}
