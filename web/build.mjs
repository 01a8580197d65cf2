console.log("web: nothing to bundle yet")
