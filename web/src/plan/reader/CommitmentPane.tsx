import { CheckOutlined, QuestionCircleOutlined } from '@ant-design/icons'
import { App, Button, Segmented } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment, Provision } from '../../../../src/plan/schemas.ts'
import { QuietState } from '../../shell/states.tsx'
import { deservesLook } from '../words.tsx'
import { type CardAct, CommitmentCard } from './CommitmentCard.tsx'
import { CommitmentColumn } from './CommitmentColumn.tsx'
import { KeysHelp, MergeDialog, RejectDialog, SplitDialog } from './Dialogs.tsx'
import { EditDrawer } from './EditDrawer.tsx'
import { HistoryDrawer } from './HistoryDrawer.tsx'
import { type Command, neighbour } from './keyboard.ts'
import { isWithin, pathTo } from './outline.ts'
import { useActs } from './useActs.tsx'
import { useKeys } from './useKeys.ts'

type Open = { what: 'edit' | 'reject' | 'split' | 'history'; id: string } | { what: 'merge' | 'keys' } | undefined
type Shown = 'all' | 'waiting' | 'confirmed'

/** The commitments of a document with all that a person may do to them, by pointer and by key. */
export function CommitmentPane(props: {
  documentId: string
  items: readonly Commitment[]
  provisions: readonly Provision[]
  chosen: string | undefined
  reading: { provision: string; start: number }
  held: () => boolean
  mayConfirm: boolean
  onChoose: (id: string | undefined) => void
  onHover: (id: string | undefined) => void
  onGo: (address: string) => void
}) {
  const { items, chosen, mayConfirm, onChoose, reading } = props
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const { act, confirmAll, undo, saving } = useActs(props.documentId)
  const [shown, setShown] = useState<Shown>('all')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<Open>()

  const listed = useMemo(
    () =>
      items.filter((item) => {
        if (item.state === 'replaced') return false
        if (shown === 'waiting') return deservesLook(item) || item.id === chosen
        if (shown === 'confirmed') return item.state === 'confirmed'
        return true
      }),
    [items, shown, chosen],
  )
  const byId = useCallback((id: string | undefined) => items.find((item) => item.id === id), [items])
  const openItem = open && 'id' in open ? byId(open.id) : undefined
  const close = useCallback(() => setOpen(undefined), [])

  const confirm = useCallback(
    (item: Commitment) => {
      onChoose(neighbour(listed, item.id, 1))
      void act({ kind: 'confirm', id: item.id, revision: item.revision }, t('reader.confirmedOne'))
    },
    [act, listed, onChoose, t],
  )
  const toggle = useCallback(
    (id: string) =>
      setSelected((now) => {
        const next = new Set(now)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    [],
  )
  const askConfirmAll = useCallback(
    (wanted: readonly Commitment[], where: string) => {
      const waits = wanted.filter(deservesLook)
      if (waits.length === 0) return void message.info(t('reader.nothingWaits'))
      modal.confirm({
        title: t('reader.confirmManyTitle', { count: waits.length }),
        content: t('reader.confirmManyLede', { where }),
        okText: t('reader.confirm'),
        onOk: async () => {
          await confirmAll(waits.slice(0, 1000))
          setSelected(new Set())
        },
      })
    },
    [confirmAll, message, modal, t],
  )
  const onAct = useCallback(
    (what: CardAct, item: Commitment) => {
      if (what === 'confirm') confirm(item)
      else if (what === 'select') toggle(item.id)
      else setOpen({ what, id: item.id })
    },
    [confirm, toggle],
  )

  /** The first listed commitment that the reader has not passed yet. */
  const here = () => {
    const at = listed.findIndex(({ span }) => span[1] > reading.start)
    return at === -1 ? listed.length : at
  }
  const onCommand = (command: Command) => {
    const item = byId(chosen)
    if (command === 'next') onChoose(neighbour(listed, chosen, 1, { from: here() }))
    else if (command === 'previous') onChoose(neighbour(listed, chosen, -1, { from: here() }))
    else if (command === 'nextWaiting') onChoose(neighbour(listed, chosen, 1, { wanted: deservesLook, from: here() }))
    else if (command === 'help') setOpen({ what: 'keys' })
    else if (command === 'leave') selected.size > 0 ? setSelected(new Set()) : onChoose(undefined)
    else if (command === 'history' && item) setOpen({ what: 'history', id: item.id })
    else if (!mayConfirm) void message.info(t('reader.readOnly'))
    else if (command === 'undo') void undo()
    else if (command === 'merge') merge()
    else if (command === 'confirmProvision') selected.size > 0 ? confirmSelected() : confirmProvision(item)
    else if (!item) void message.info(t('reader.chooseFirst'))
    else if (command === 'confirm') confirm(item)
    else if (command === 'select') toggle(item.id)
    else if (command === 'edit' || command === 'reject' || command === 'split') setOpen({ what: command, id: item.id })
  }
  useKeys(onCommand)

  const chosenItems = items.filter(({ id }) => selected.has(id))
  const confirmSelected = () => askConfirmAll(chosenItems, t('reader.theSelection'))
  const confirmProvision = (item: Commitment | undefined) => {
    const address = item?.provision.address ?? reading.provision
    askConfirmAll(
      items.filter(({ provision }) => isWithin(provision.address, address)),
      item?.provision.label ?? address,
    )
  }
  const confirmChapter = () => {
    const chapter = pathTo(props.provisions, reading.provision)[0] ?? ''
    const within = items.filter((item) => item.chapter.address === chapter || isWithin(item.provision.address, chapter))
    askConfirmAll(within, within[0]?.chapter.label ?? chapter)
  }
  const merge = () => {
    if (selected.size < 2) void message.info(t('reader.selectTwo'))
    else setOpen({ what: 'merge' })
  }

  return (
    <div className="pane">
      <div className="pane-head no-print">
        <Segmented<Shown>
          size="small"
          value={shown}
          onChange={setShown}
          options={(['all', 'waiting', 'confirmed'] as const).map((value) => ({
            value,
            label: t(`reader.show.${value}`),
          }))}
        />
        <Button
          type="text"
          size="small"
          icon={<QuestionCircleOutlined />}
          aria-label={t('keys.title')}
          onClick={() => setOpen({ what: 'keys' })}
        />
      </div>
      {listed.length === 0 ? (
        <QuietState title={t('reader.noCommitments')}>{t('reader.noCommitmentsLede')}</QuietState>
      ) : (
        <CommitmentColumn
          items={listed}
          chosen={chosen}
          readingAt={reading.start}
          held={props.held}
          onGo={props.onGo}
          drawItem={(item) => (
            <CommitmentCard
              item={item}
              chosen={item.id === chosen}
              selected={selected.has(item.id)}
              saving={saving.has(item.id)}
              mayConfirm={mayConfirm}
              onChoose={onChoose}
              onHover={props.onHover}
              onAct={onAct}
            />
          )}
          drawProvisionActions={(group) =>
            mayConfirm && group.some(deservesLook) ? (
              <Button
                size="small"
                type="text"
                className="no-print"
                icon={<CheckOutlined />}
                onClick={() => askConfirmAll(group, group[0]?.provision.label ?? '')}
              >
                {t('reader.confirmGroup')}
              </Button>
            ) : null
          }
        />
      )}
      {mayConfirm && (
        <div className="pane-foot no-print">
          {selected.size > 0 ? (
            <>
              <span>{t('reader.selected', { count: selected.size })}</span>
              <Button size="small" type="primary" onClick={confirmSelected}>
                {t('reader.confirm')}
              </Button>
              <Button size="small" disabled={selected.size < 2} onClick={merge}>
                {t('reader.merge')}
              </Button>
              <Button size="small" type="text" onClick={() => setSelected(new Set())}>
                {t('shell.cancel')}
              </Button>
            </>
          ) : (
            <Button size="small" type="text" onClick={confirmChapter}>
              {t('reader.confirmChapter')}
            </Button>
          )}
        </div>
      )}
      <EditDrawer
        item={open && open.what === 'edit' ? openItem : undefined}
        saving={openItem ? saving.has(openItem.id) : false}
        onClose={close}
        onSave={(item, body) => {
          void act({ kind: 'edit', id: item.id, revision: item.revision, body }, t('reader.editedOne')).then(
            (done) => done && close(),
          )
        }}
      />
      <RejectDialog
        item={open && open.what === 'reject' ? openItem : undefined}
        onClose={close}
        onReject={(item, reason) => {
          close()
          onChoose(neighbour(listed, item.id, 1))
          void act({ kind: 'reject', id: item.id, revision: item.revision, reason }, t('reader.rejectedOne'))
        }}
      />
      <SplitDialog
        item={open && open.what === 'split' ? openItem : undefined}
        onClose={close}
        onSplit={(item, body) => {
          void act({ kind: 'split', id: item.id, revision: item.revision, body }, t('reader.splitOne')).then((done) => {
            if (!done) return
            close()
            onChoose(done.items.find(({ state }) => state !== 'replaced')?.id)
          })
        }}
      />
      <MergeDialog
        items={open?.what === 'merge' ? chosenItems : undefined}
        onClose={close}
        onMerge={(body) => {
          void act({ kind: 'merge', body }, t('reader.mergedMany')).then((done) => {
            if (!done) return
            close()
            setSelected(new Set())
            onChoose(done.items.find(({ state }) => state !== 'replaced')?.id)
          })
        }}
      />
      <HistoryDrawer item={open && open.what === 'history' ? openItem : undefined} onClose={close} />
      <KeysHelp open={open?.what === 'keys'} onClose={close} />
    </div>
  )
}
