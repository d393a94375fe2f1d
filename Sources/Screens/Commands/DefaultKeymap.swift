/// The default keys, in the form of a keymap file.
package enum DefaultKeymap {
  package static let text = """
    # judging: an item is on the screen
    bind judging Enter submit
    bind judging u undo
    bind judging Backspace undo
    bind judging U redo
    bind judging Down question-next
    bind judging Up question-previous
    bind judging Shift+Tab question-previous
    bind judging l filter-labels
    bind judging Delete clear
    bind judging < keep-first
    bind judging > keep-second
    bind judging Space read-on
    bind judging j line-down
    bind judging k line-up
    bind judging PgDn page-down
    bind judging PgUp page-up
    bind judging Home top
    bind judging End bottom
    bind judging Tab flip
    bind judging | layout
    bind judging = lock
    bind judging d difference
    bind judging R raw
    bind judging g guidelines
    bind judging G guidelines-full
    bind judging } guidelines-down
    bind judging { guidelines-up
    bind judging Ctrl+F guidelines-find
    bind judging i inspect
    bind judging / find
    bind judging Ctrl+N find-next
    bind judging ] next
    bind judging [ previous
    bind judging Right flip
    bind judging Left flip
    bind judging ) next-open
    bind judging b browse
    bind judging . last-item
    bind judging - aside
    bind judging _ aside-later
    bind judging f ask
    bind judging n note
    bind judging c confidence
    bind judging w away
    bind judging Ctrl+X editor
    bind judging F4 editor
    bind judging C copy
    bind judging x conflicts
    bind judging S sync
    bind judging : palette
    bind judging ? help
    bind judging F1 help
    bind judging Ctrl+L redraw
    bind judging Ctrl+Z suspend
    bind judging Ctrl+C cancel
    bind judging Ctrl+G cancel
    bind judging q quit

    # list: a list of items or stores
    bind list Enter open
    bind list Down line-down
    bind list Up line-up
    bind list j line-down
    bind list k line-up
    bind list PgDn page-down
    bind list PgUp page-up
    bind list Space page-down
    bind list Home top
    bind list End bottom
    bind list Tab filter-next
    bind list Shift+Tab filter-previous
    bind list x conflicts
    bind list / find
    bind list ? help
    bind list : palette
    bind list Ctrl+L redraw
    bind list Ctrl+Z suspend
    bind list Ctrl+C cancel
    bind list Esc cancel
    bind list q quit

    # reading: a page to read
    bind reading Space page-down
    bind reading PgDn page-down
    bind reading PgUp page-up
    bind reading Down line-down
    bind reading Up line-up
    bind reading j line-down
    bind reading k line-up
    bind reading Home top
    bind reading End bottom
    bind reading / find
    bind reading n find-next
    bind reading Enter open
    bind reading : palette
    bind reading ? help
    bind reading Ctrl+L redraw
    bind reading Ctrl+Z suspend
    bind reading Ctrl+C cancel
    bind reading Esc cancel
    bind reading q cancel

    """
}
