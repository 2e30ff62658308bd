from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
def chain(w):
    out=[]; x=w
    for _ in range(3000):
        x=x.nextInFocusChain()
        out.append(x)
        if x is w: return out
    return out
def test_x(home, keyboard, mouse):
    home.furnish().open(); mouse.come_to("session")
    for _ in range(40):
        if home.place!="session": break
        home.finish_step()
        if home.place=="session": mouse.next_step()
    c=chain(home.window); n=len(c); alls=[w for w in home.window.findChildren(QWidget)]
    print(n, len(alls), len(set(map(id,c))), [type(w).__name__ for w in alls if w not in c][:20])
    from tests.journeys.conftest import described
    print([described(w) for w in c if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()])
    rate=[w for w in alls if "How much pain right now? 0"==w.accessibleName() and w.isVisible()][0]
    rate.setFocus()
    for i in range(24):
        keyboard.key(Qt.Key.Key_Tab); print(i, keyboard.name)
