"""Opens logs in real TensorBoard and takes a picture of every panel in a headless Chromium, to be looked at.

    python screenshots.py LOGS PICTURES

Needs tensorboard and selenium, Chromium and its driver. Fails where a panel says that it has no data, or where its page
lacks what the panel is for.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

PANELS = ["timeseries", "scalars", "images", "graphs", "distributions", "histograms", "text", "hparams"]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--window-size=1400,1000"]

# The text of a page, that of elements with a root of their own included.
TEXT = """
const words = [];
const walk = (node) => {
  if (node.nodeType === Node.TEXT_NODE) words.push(node.textContent);
  if (['STYLE', 'SCRIPT', 'TEMPLATE'].includes(node.nodeName)) return;
  if (node.shadowRoot) walk(node.shadowRoot);
  node.childNodes.forEach(walk);
};
walk(document.body);
return words.join(' ');
"""

WANTED = {
    "timeseries": ["epoch_loss"], "scalars": ["epoch_loss", "epoch_learning_rate"], "images": ["convolution"],
    "graphs": ["hidden"], "distributions": ["hidden"], "histograms": ["hidden", "gradient"], "text": ["about", "10 classes"],
    "hparams": ["units", "learning_rate", "epoch_sparse_categorical_accuracy"],
}


def free_port():
    with socket.socket() as known:
        known.bind(("127.0.0.1", 0))
        return known.getsockname()[1]


def wait(address):
    for _ in range(120):
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"TensorBoard does not answer at {address}")


def browser(profile):
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in [*FLAGS, f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def look(page, panel, address, file):
    """Whether the panel shows what it should within half a minute."""
    page.get("about:blank")
    page.get(f"{address}/#{panel}")
    text = ""
    for _ in range(30):
        time.sleep(1)
        text = page.execute_script(TEXT)
        if all(word in text for word in WANTED[panel]):
            time.sleep(3)
            break
    page.save_screenshot(file)
    missing = [word for word in WANTED[panel] if word not in text]
    print(panel, "lacks " + ", ".join(missing) if missing else "shows " + ", ".join(WANTED[panel]))
    return not missing


def main(logs, pictures):
    os.makedirs(pictures, exist_ok=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    board = subprocess.Popen([sys.executable, "-m", "tensorboard.main", "--logdir", logs, "--port", str(port), "--host",
                              "127.0.0.1", "--load_fast", "false"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(f"{address}/data/runs")
        time.sleep(5)
        with tempfile.TemporaryDirectory() as profile:
            page = browser(profile)
            try:
                found = [look(page, panel, address, os.path.join(pictures, f"{panel}.png")) for panel in PANELS]
            finally:
                page.quit()
        return 0 if all(found) else 1
    finally:
        board.terminate()
        board.wait()


sys.exit(main(*sys.argv[1:3]))
