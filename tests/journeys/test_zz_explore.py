import pytest
from PySide6.QtCore import Qt
K=Qt.Key
def test_x(home, keyboard):
    k=keyboard
    home.furnish().open()
    n=[0]
    def say(t):
        n[0]+=1; home.window.grab().save(f"/tmp/J_k{n[0]:02}.png")
        print(f"{n[0]} {t:14} {home.place:10} | {type(k.here).__name__} | {k.name!r}")
    def tabs(n):
        for i in range(n):
            k.key(K.Key_Tab); say("tab")
    say("today"); k.key(K.Key_Return); say("start")
    k.key(K.Key_Return); say("nothing"); k.key(K.Key_Return); say("routine?")
    k.key(K.Key_2); say("2"); k.key(K.Key_Return); say("enter"); tabs(3)
    k.key(K.Key_Return); say("position?"); k.key(K.Key_Return); say("enter")
    k.key(K.Key_Return); say("enter")
    k.key(K.Key_Y); say("Y");  k.key(K.Key_Return); say("before?")
    k.key(K.Key_6); say("6"); k.key(K.Key_Down); say("down"); k.key(K.Key_T); say("T"); k.key(K.Key_Down); say("down"); k.key(K.Key_4); say("4")
    k.key(K.Key_Return); say("session?"); 
    k.key(K.Key_Return); say("session?"); 
    home.close()
